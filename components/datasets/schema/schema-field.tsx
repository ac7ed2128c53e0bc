"use client";

import { useId } from "react";
import type { FieldFault } from "@/components/input-form/draft-value";
import { JsonEditor } from "@/components/input-form/json-editor";

type SchemaFieldProps = {
  label: string;
  small?: boolean;
  text: string;
  faults: readonly FieldFault[];
  onChange: (text: string) => void;
};

export function SchemaField({ label, small = false, text, faults, onChange }: SchemaFieldProps) {
  const id = useId();
  return (
    <div className="min-w-0">
      <p aria-hidden="true" className="mb-1.5 font-medium">
        {label}
      </p>
      <JsonEditor id={id} label={label} small={small} text={text} faults={faults} onChange={onChange} />
    </div>
  );
}
