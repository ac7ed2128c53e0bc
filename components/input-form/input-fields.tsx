"use client";

import { useId } from "react";
import { DraftField } from "./draft-field";
import type { FieldFault } from "./draft-value";
import { JsonEditor } from "./json-editor";
import { ObjectMembers } from "./object-field";
import type { useInputForm } from "./use-input-form";

type InputFieldsProps = {
  input: ReturnType<typeof useInputForm>;
  faults: readonly FieldFault[];
  /** What the value is called where its schema gives it no name. */
  label: string;
  small?: boolean;
};

/** What one types a value in: fields where its schema allows, else JSON. */
export function InputFields({ input, faults, label, small = false }: InputFieldsProps) {
  const editorId = useId();
  const fieldProps = { path: input.root, draft: input.draft, faults, onChange: input.setDraft };
  return (
    <>
      {input.refusal === undefined ? null : (
        <p role="status" className="text-xs text-late">
          {input.refusal}
        </p>
      )}
      {input.mode === "json" ? (
        <JsonEditor
          id={editorId}
          label={`${label} as JSON`}
          small={small}
          text={input.text}
          faults={faults}
          onChange={input.setText}
        />
      ) : input.spec.type === "object" ? (
        <ObjectMembers {...fieldProps} spec={input.spec} Field={DraftField} />
      ) : (
        <DraftField {...fieldProps} spec={input.spec} label={label} required />
      )}
    </>
  );
}
