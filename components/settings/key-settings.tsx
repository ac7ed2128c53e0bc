"use client";

import { useSyncExternalStore } from "react";
import { KeyList } from "@/components/keys/key-list";
import { SingleKeysSwitch } from "@/components/keys/single-keys-switch";
import { keyGroups, onKeysChange } from "@/components/ui/keys/key-registry";
import { allKnownKeys } from "@/components/ui/keys/known-keys";

const none: ReturnType<typeof keyGroups> = [];

/** All keys there are: those that hold here, from the registry, and those of other pages and of widgets. */
export function KeySettings() {
  const here = useSyncExternalStore(onKeysChange, keyGroups, () => none);
  return (
    <>
      <SingleKeysSwitch id="single-keys-setting" />
      <div className="gap-8 rounded-lg border border-line bg-panel p-3.5 sm:columns-2 [&>section]:pb-4">
        <KeyList groups={[...here, ...allKnownKeys]} />
      </div>
    </>
  );
}
