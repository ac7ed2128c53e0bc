import type { ReactNode } from "react";

export const controlShape =
  "w-full min-w-0 rounded-md border border-field bg-panel px-2.5 text-ink disabled:bg-sunk disabled:text-ink-3 aria-invalid:border-fail";

/** The label beside its control where there is room, else above it. Its form is the container. */
export const fieldColumns = "grid min-w-0 gap-x-4 gap-y-1 @min-[400px]:grid-cols-[112px_minmax(0,1fr)]";

type FieldProps = {
  id: string;
  label: ReactNode;
  hint?: string | undefined;
  faults: readonly string[];
  optional?: boolean;
  beside?: ReactNode;
  bare?: boolean;
  children: ReactNode;
};

/** A label, its control, what it means, and what is wrong with it, tied together by ids made from `id`. */
export function Field({ id, label, hint, faults, optional = false, beside, bare = false, children }: FieldProps) {
  return (
    <div className={bare ? "min-w-0" : fieldColumns}>
      <div className={bare ? "sr-only" : "flex min-w-0 flex-wrap items-baseline gap-x-2 @min-[400px]:pt-1"}>
        <label htmlFor={id} className="font-medium [overflow-wrap:anywhere]">
          {label}
        </label>
        {optional ? <span className="text-xs text-ink-3">optional</span> : null}
      </div>
      <div className="flex min-w-0 flex-col gap-1">
        {beside ? (
          <div className="flex items-start gap-3">
            <div className="min-w-0 flex-1">{children}</div>
            <div className="pt-1.5">{beside}</div>
          </div>
        ) : (
          children
        )}
        <FieldNotes id={id} hint={hint} faults={faults} />
      </div>
    </div>
  );
}

export function FieldNotes({ id, hint, faults }: Pick<FieldProps, "id" | "hint" | "faults">) {
  return (
    <>
      {faults.length > 0 ? (
        <p id={`${id}-fault`} className="text-xs text-fail [overflow-wrap:anywhere]">
          {faults.join("; ")}
        </p>
      ) : null}
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className="text-xs text-ink-2 [overflow-wrap:anywhere]">
          {hint}
        </p>
      )}
    </>
  );
}

/** What a control says of itself to screen readers, so that notes are read with it. */
export function noted(id: string, hint: string | undefined, faults: readonly string[]) {
  const notes = [faults.length > 0 ? `${id}-fault` : "", hint === undefined ? "" : `${id}-hint`].filter((one) => one !== "");
  return {
    id,
    ...(faults.length > 0 ? { "aria-invalid": true } : {}),
    ...(notes.length > 0 ? { "aria-describedby": notes.join(" ") } : {}),
  };
}
