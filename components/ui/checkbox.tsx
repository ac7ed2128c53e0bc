import type { ComponentProps } from "react";
import { CheckIcon } from "./icons";

/** The browser's own, drawn in our ink. */
export function Checkbox(props: Omit<ComponentProps<"input">, "type" | "className">) {
  return (
    <span className="relative flex size-4 shrink-0">
      <input
        {...props}
        type="checkbox"
        className="peer size-4 appearance-none rounded-[3px] border border-field bg-panel checked:border-ink checked:bg-ink disabled:opacity-50"
      />
      <CheckIcon
        className="pointer-events-none absolute inset-0.5 hidden size-3 text-ink-on peer-checked:block"
        strokeWidth="2"
      />
    </span>
  );
}
