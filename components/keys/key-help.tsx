"use client";

import { useSyncExternalStore } from "react";
import { usePreference } from "@/components/shell/preferences";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { boundKeys, onKeysChange, type KeyDeed } from "@/components/ui/keys/key-registry";
import { KeySigns } from "./key-signs";
import { rowKeys } from "./row-keys";

/** Which keys do what on this page, from the registry that binds them. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  const deeds = useSyncExternalStore(onKeysChange, boundKeys, boundKeys);
  const [shortcuts, setShortcuts] = usePreference("shortcuts");
  const groups = new Map<string, Pick<KeyDeed, "keys" | "word">[]>();
  // Of two for the same keys the later one counts, so only that one is told.
  const counting = deeds.filter(({ keys }, at) => deeds.findLastIndex((one) => one.keys === keys) === at);
  for (const { group, ...deed } of counting) groups.set(group, [...(groups.get(group) ?? []), deed]);
  if (document.querySelector("[data-row-link]")) groups.set("In a table", rowKeys);
  return (
    <Dialog title="Keys" onClose={onClose}>
      <div className="flex flex-col gap-5 p-4">
        {[...groups].map(([group, keys]) => (
          <section key={group} aria-label={group}>
            <h3 className="pb-1 text-xs text-ink-3">{group}</h3>
            <dl>
              {keys.map(({ keys: one, word }) => (
                <div key={one} className="flex h-7 items-center justify-between gap-4">
                  <dt>{word}</dt>
                  <dd>
                    <KeySigns keys={one} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <label htmlFor="single-keys" className="flex items-center gap-2 border-t border-line pt-4">
          <Checkbox
            id="single-keys"
            checked={shortcuts === "on"}
            onChange={(event) => setShortcuts(event.target.checked ? "on" : "off")}
          />
          Single keys do something. Turn them off if speech or other software presses keys for you; ⌘K stays.
        </label>
      </div>
    </Dialog>
  );
}
