"use client";

import { usePreference } from "@/components/shell/preferences";
import { Checkbox } from "@/components/ui/checkbox";

/** Whether single keys do something, in this browser. */
export function SingleKeysSwitch({ id }: { id: string }) {
  const [shortcuts, setShortcuts] = usePreference("shortcuts");
  return (
    <label htmlFor={id} className="flex items-start gap-2">
      <span className="flex h-5 items-center">
        <Checkbox id={id} checked={shortcuts === "on"} onChange={(event) => setShortcuts(event.target.checked ? "on" : "off")} />
      </span>
      Single letters and signs do something. Turn them off if speech or other software presses keys for you; ⌘K or Ctrl K, arrows,
      Enter and Escape stay.
    </label>
  );
}
