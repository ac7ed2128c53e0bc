"use client";

import { useId } from "react";
import { Button } from "@/components/ui/button";
import { PlusIcon } from "@/components/ui/icons";
import { membersOf, toDraft } from "./draft";
import type { DraftFieldProps, WithField } from "./draft-field-props";
import { joinPath } from "./draft-value";
import type { SpecOf } from "./field-spec";
import { GroupField } from "./group-field";
import { NullToggle } from "./null-toggle";

/** Fields within a field. An optional one is not there until it is asked for: its own required fields would else bind. */
export function ObjectField({
  label,
  spec,
  path,
  required,
  draft,
  faults,
  onChange,
  Field,
}: WithField<DraftFieldProps<SpecOf<"object">>>) {
  const id = useId();
  const name = spec.title ?? label;
  const beside = (
    <>
      {draft === undefined ? (
        <Button onClick={() => onChange(toDraft(spec, {}))}>
          <PlusIcon className="-ml-0.5 shrink-0 text-ink-3" /> Set {name}
        </Button>
      ) : required ? null : (
        <Button look="ghost" onClick={() => onChange(undefined)}>
          Leave {name} out
        </Button>
      )}
      {spec.nullable ? <NullToggle label={name} isNull={false} onChange={() => onChange(null)} /> : null}
    </>
  );
  const own = faults.filter((fault) => fault.path === path).map((fault) => fault.message);
  return (
    <GroupField id={id} label={name} hint={spec.description} faults={own} optional={!required} beside={beside}>
      {draft === undefined ? null : (
        <div className="@container flex flex-col gap-3 border-l border-line-strong pl-3">
          <ObjectMembers spec={spec} path={path} draft={draft} faults={faults} onChange={onChange} Field={Field} />
        </div>
      )}
    </GroupField>
  );
}

type ObjectMembersProps = Pick<DraftFieldProps<SpecOf<"object">>, "spec" | "path" | "draft" | "faults" | "onChange">;

export function ObjectMembers({ spec, path, draft, faults, onChange, Field }: WithField<ObjectMembersProps>) {
  const members = membersOf(draft);
  return spec.fields.map((field) => (
    <Field
      key={field.name}
      label={field.name}
      spec={field.spec}
      path={joinPath(path, field.name)}
      required={field.required}
      draft={members[field.name]}
      faults={faults}
      onChange={(member) => onChange({ ...members, [field.name]: member })}
    />
  ));
}
