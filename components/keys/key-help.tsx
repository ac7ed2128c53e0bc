"use client";

import { useSyncExternalStore } from "react";
import { Dialog } from "@/components/ui/dialog";
import { keyGroups, onKeysChange } from "@/components/ui/keys/key-registry";
import { KeyList } from "./key-list";
import { SingleKeysSwitch } from "./single-keys-switch";

/** Which keys do what on this page, from the registry that binds them. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  const groups = useSyncExternalStore(onKeysChange, keyGroups, keyGroups);
  return (
    <Dialog title="Keys" onClose={onClose}>
      <div className="flex flex-col gap-5 p-4">
        <KeyList groups={groups} />
        <div className="border-t border-line pt-4">
          <SingleKeysSwitch id="single-keys" />
        </div>
      </div>
    </Dialog>
  );
}
