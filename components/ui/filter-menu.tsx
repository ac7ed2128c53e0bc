"use client";

import { Menu } from "@base-ui/react/menu";
import clsx from "clsx";
import { CheckIcon, ChevronDownIcon } from "./icons";

type FilterMenuProps<Value extends string> = {
  label: string;
  options: readonly { value: Value; word: string }[];
  chosen: readonly Value[];
  onToggle: (value: Value, chosen: boolean) => void;
};

/** Any of several: stays open while one ticks, and says on its button what is ticked. */
export function FilterMenu<Value extends string>({ label, options, chosen, onToggle }: FilterMenuProps<Value>) {
  const words = options.filter(({ value }) => chosen.includes(value)).map(({ word }) => word);
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger
        className={clsx(
          "inline-flex h-7 max-w-64 items-center gap-1.5 rounded-md border bg-panel px-2.5 font-medium hover:bg-hover",
          words.length > 0 ? "border-accent-line text-ink" : "border-line-strong text-ink",
        )}
      >
        <span className="truncate">
          {label}
          {words.length > 0 ? (
            <span className="text-accent-ink">: {words.length > 2 ? `${words.length} chosen` : words.join(", ")}</span>
          ) : null}
        </span>
        <ChevronDownIcon width={12} height={12} className="shrink-0 text-ink-3" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="start" className="z-30">
          <Menu.Popup className="max-h-80 min-w-44 overflow-y-auto rounded-md border border-line-strong bg-raised p-1 shadow-pop outline-none">
            {options.length === 0 ? <p className="px-2 py-1 text-ink-3">None yet</p> : null}
            {options.map(({ value, word }) => (
              <Menu.CheckboxItem
                key={value}
                checked={chosen.includes(value)}
                onCheckedChange={(checked) => onToggle(value, checked)}
                className="flex h-7 cursor-default items-center gap-2 rounded-sm pr-3 pl-2 outline-none select-none data-highlighted:bg-hover"
              >
                <span className="flex size-3.5 items-center justify-center rounded-[3px] border border-field">
                  <Menu.CheckboxItemIndicator>
                    <CheckIcon width={11} height={11} className="text-accent-ink" />
                  </Menu.CheckboxItemIndicator>
                </span>
                {word}
              </Menu.CheckboxItem>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
