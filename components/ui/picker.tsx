"use client";

import { Combobox } from "@base-ui/react/combobox";
import clsx from "clsx";
import { controlShape } from "./field";
import { CheckIcon, ChevronDownIcon } from "./icons";

export type PickerOption = { value: string; word: string; about?: string | undefined; whyNot?: string | undefined };

type PickerProps = {
  /** Of `noted`, so that label and notes belong to it. */
  control: { id: string; "aria-invalid"?: boolean; "aria-describedby"?: string };
  label: string;
  options: readonly PickerOption[] | undefined;
  value: string | undefined;
  onChange: (value: string) => void;
  placeholder: string;
  /** Looks for more than it was given: for lists the server holds. */
  onSearch?: (text: string) => void;
};

const none: readonly PickerOption[] = [];

/** One of many, each with a line about it; one that cannot be taken says why. Typing looks for it. */
export function Picker({ control, label, options, value, onChange, placeholder, onSearch }: PickerProps) {
  const chosen = options?.find((option) => option.value === value) ?? null;
  return (
    <Combobox.Root<PickerOption>
      items={options ?? none}
      autoHighlight
      value={chosen}
      onValueChange={(next) => (next ? onChange(next.value) : undefined)}
      itemToStringLabel={({ word, value: id, about }) => `${word} ${id} ${about ?? ""}`}
      isItemEqualToValue={(a, b) => a.value === b.value}
      {...(onSearch ? { filter: null, onInputValueChange: onSearch } : {})}
    >
      <Combobox.Trigger {...control} aria-label={label} className={clsx(controlShape, "flex h-8 items-center gap-2 text-left")}>
        <span className="min-w-0 flex-1 truncate">
          {chosen ? (
            <>
              {chosen.word}
              {chosen.about === undefined ? null : <span className="ml-2 text-ink-3">{chosen.about}</span>}
            </>
          ) : (
            <span className="text-ink-3">{options ? placeholder : "Reading…"}</span>
          )}
        </span>
        <ChevronDownIcon width={12} height={12} className="shrink-0 text-ink-3" />
      </Combobox.Trigger>
      <Combobox.Portal>
        <Combobox.Positioner sideOffset={4} align="start" className="z-50 w-(--anchor-width) min-w-64">
          <Combobox.Popup
            aria-label={label}
            className="flex max-h-[min(24rem,var(--available-height))] flex-col rounded-md border border-line-strong bg-raised shadow-pop outline-none"
          >
            <Combobox.Input
              aria-label={`Find in ${label.toLowerCase()}`}
              placeholder="Find…"
              className="mx-1 mt-1 h-7 shrink-0 rounded-sm border border-field bg-panel px-2"
            />
            <Combobox.Empty className="px-3 py-2 text-ink-2 empty:hidden">{options ? "Nothing fits." : null}</Combobox.Empty>
            <Combobox.List className="min-h-0 overflow-y-auto overscroll-contain p-1 empty:p-0">
              {(option: PickerOption) => <Option key={option.value} option={option} />}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}

function Option({ option }: { option: PickerOption }) {
  const { word, about, whyNot } = option;
  return (
    <Combobox.Item
      value={option}
      disabled={whyNot !== undefined}
      className="flex cursor-default gap-2 rounded-sm py-1 pr-2 pl-1.5 outline-none select-none data-highlighted:bg-hover"
    >
      <span className="mt-0.5 flex size-4 shrink-0 items-center justify-center">
        <Combobox.ItemIndicator>
          <CheckIcon width={13} height={13} className="text-accent-ink" />
        </Combobox.ItemIndicator>
      </span>
      <span className="min-w-0 flex-1">
        <span className={clsx("block truncate", whyNot === undefined ? "font-medium" : "text-ink-2")}>{word}</span>
        {about === undefined ? null : <span className="block truncate text-xs text-ink-2">{about}</span>}
        {whyNot === undefined ? null : (
          <span className="block text-xs text-late [overflow-wrap:anywhere]">It cannot run: {whyNot}</span>
        )}
      </span>
    </Combobox.Item>
  );
}
