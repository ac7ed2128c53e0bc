import clsx from "clsx";
import { ChevronDownIcon } from "./icons";

export type FilterMenuProps<Value extends string> = {
  label: string;
  options: readonly { value: Value; word: string }[];
  chosen: readonly Value[];
  onToggle: (value: Value, chosen: boolean) => void;
  /** It was loaded by a press. */
  defaultOpen?: boolean;
};

export function filterShape(chosen: readonly string[]): string {
  return clsx(
    "inline-flex h-7 max-w-64 items-center gap-1.5 rounded-md border bg-panel px-2.5 font-medium text-ink hover:bg-hover",
    chosen.length > 0 ? "border-accent-line" : "border-line-strong",
  );
}

/** What a filter is of, and what is ticked. */
export function FilterFace<Value extends string>({ label, options, chosen }: Omit<FilterMenuProps<Value>, "onToggle">) {
  const words = options.filter(({ value }) => chosen.includes(value)).map(({ word }) => word);
  return (
    <>
      <span className="truncate">
        {label}
        {words.length > 0 ? (
          <span className="text-accent-ink">: {words.length > 2 ? `${words.length} chosen` : words.join(", ")}</span>
        ) : null}
      </span>
      <ChevronDownIcon width={12} height={12} className="shrink-0 text-ink-3" />
    </>
  );
}
