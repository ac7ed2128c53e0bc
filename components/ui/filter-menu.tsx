"use client";

import { Menu } from "@base-ui/react/menu";
import { FilterFace, filterShape, type FilterMenuProps } from "./filter-face";
import { CheckIcon } from "./icons";
import { landmarkOfMenu } from "./landmark";

/** Any of several: stays open while one ticks, and says on its button what is ticked. */
export function FilterMenu<Value extends string>({
  label,
  options,
  chosen,
  onToggle,
  defaultOpen = false,
}: FilterMenuProps<Value>) {
  return (
    <Menu.Root modal={false} defaultOpen={defaultOpen}>
      <Menu.Trigger className={filterShape(chosen)}>
        <FilterFace label={label} options={options} chosen={chosen} />
      </Menu.Trigger>
      <Menu.Portal container={landmarkOfMenu()}>
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
