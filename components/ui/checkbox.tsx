import type { ComponentProps } from "react";
import { CheckIcon } from "./icons";

/** The browser's own, drawn in our ink. */
export function Checkbox(props: Omit<ComponentProps<"input">, "type" | "className">) {
  return (
    <span className="relative flex size-4 shrink-0">
      <input
        {...props}
        type="checkbox"
        className="peer size-4 appearance-none rounded-[3px] border border-field bg-panel checked:border-ink checked:bg-ink indeterminate:border-ink indeterminate:bg-ink disabled:opacity-50"
      />
      <CheckIcon
        className="pointer-events-none absolute inset-0.5 hidden size-3 text-ink-on peer-checked:block"
        strokeWidth="2"
      />
      <span
        aria-hidden="true"
        className="pointer-events-none absolute inset-x-1 top-[7px] hidden h-0.5 bg-ink-on peer-indeterminate:block"
      />
    </span>
  );
}
