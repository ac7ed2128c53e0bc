"use client";

import { useId } from "react";
import { Field } from "@/components/ui/field";
import type { DraftFieldProps } from "./draft-field-props";
import { ListField } from "./list-field";
import { NullToggle } from "./null-toggle";
import { ObjectField } from "./object-field";
import { PlainControl } from "./plain-control";

/** One field of the form, of whatever type; objects and lists hold fields themselves. */
export function DraftField(props: DraftFieldProps) {
  const { spec, draft, onChange, label, path, required, faults, bare = false } = props;
  const id = useId();
  if (spec.type === "object" && draft !== null) return <ObjectField {...props} spec={spec} Field={DraftField} />;
  if (spec.type === "list" && draft !== null) return <ListField {...props} spec={spec} Field={DraftField} />;
  const own = faults.filter((fault) => fault.path === path).map((fault) => fault.message);
  const setNull = (isNull: boolean) => onChange(isNull ? null : undefined);
  return (
    <Field
      id={id}
      label={spec.title ?? label}
      hint={spec.description}
      faults={own}
      optional={!required}
      bare={bare}
      beside={spec.nullable ? <NullToggle label={label} isNull={draft === null} onChange={setNull} /> : null}
    >
      <PlainControl id={id} spec={spec} required={required} draft={draft} faults={own} bare={bare} onChange={onChange} />
    </Field>
  );
}
