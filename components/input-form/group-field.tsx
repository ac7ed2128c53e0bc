import type { ReactNode } from "react";
import { fieldColumns, FieldNotes } from "@/components/ui/field";

type GroupFieldProps = {
  id: string;
  label: string;
  hint: string | undefined;
  faults: readonly string[];
  optional: boolean;
  beside?: ReactNode;
  children: ReactNode;
};

/** A field that holds fields: a named group for screen readers, its name in the labels' column for eyes. */
export function GroupField({ id, label, hint, faults, optional, beside, children }: GroupFieldProps) {
  return (
    <div
      role="group"
      aria-labelledby={id}
      {...(faults.length > 0 ? { "aria-describedby": `${id}-fault` } : {})}
      className={fieldColumns}
    >
      <div className="flex min-w-0 flex-wrap items-baseline gap-x-2 @min-[400px]:pt-1">
        <span id={id} className="font-medium [overflow-wrap:anywhere]">
          {label}
        </span>
        {optional ? <span className="text-xs text-ink-3">optional</span> : null}
      </div>
      <div className="flex min-w-0 flex-col gap-2">
        {children}
        {beside ? <div className="flex items-center gap-3">{beside}</div> : null}
        <FieldNotes id={id} hint={hint} faults={faults} />
      </div>
    </div>
  );
}
