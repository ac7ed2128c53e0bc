"use client";

import { useId } from "react";
import { JsonEditor } from "@/components/input-form/json-editor";
import { Skeleton } from "@/components/ui/skeleton";
import type { EditableInput } from "./replaced-input";

type GivenInputProps = { editable: EditableInput; loading: boolean; text: string; onChange: (text: string) => void };

/** The step's input for this one re-run; nothing for steps that take none. */
export function GivenInput({ editable, loading, text, onChange }: GivenInputProps) {
  const id = useId();
  const { can, label, hint } = editable;
  if (!can && hint === undefined) return null;
  return (
    <div className="flex flex-col gap-1">
      <h3 className="font-medium">{label}</h3>
      {hint === undefined ? null : <p className="text-ink-2">{loading ? "\u00a0" : hint}</p>}
      {loading ? (
        <Skeleton className="h-22 w-full" />
      ) : can ? (
        <JsonEditor id={id} label={`${label} as JSON`} small text={text} faults={[]} onChange={onChange} />
      ) : null}
    </div>
  );
}
