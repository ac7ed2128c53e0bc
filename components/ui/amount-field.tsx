"use client";

import clsx from "clsx";
import { useId } from "react";
import { controlShape } from "./field";

type AmountFieldProps = {
  label: string;
  /** What stands behind the number: "at once", "s each". */
  unit: string;
  value: string;
  placeholder?: string;
  fault?: string | undefined;
  onChange: (value: string) => void;
};

/** A number with its unit in the same box. */
export function AmountField({ label, unit, value, placeholder, fault, onChange }: AmountFieldProps) {
  const id = useId();
  return (
    <label
      className={clsx(
        controlShape,
        "flex h-7 items-center gap-1.5 focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-accent",
        fault !== undefined && "border-fail",
      )}
    >
      <span className="sr-only">{label}</span>
      <input
        id={id}
        inputMode="decimal"
        autoComplete="off"
        value={value}
        placeholder={placeholder}
        aria-invalid={fault !== undefined || undefined}
        aria-describedby={`${id}-unit`}
        onChange={(event) => onChange(event.target.value)}
        className="field-sizing-content max-w-full min-w-4 bg-transparent outline-none"
      />
      <span id={`${id}-unit`} className="min-w-0 truncate text-ink-3">
        {unit}
      </span>
    </label>
  );
}
