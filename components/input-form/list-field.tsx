"use client";

import { useId } from "react";
import { Button } from "@/components/ui/button";
import { CloseIcon, PlusIcon } from "@/components/ui/icons";
import { toDraft } from "./draft";
import type { DraftFieldProps, WithField } from "./draft-field-props";
import { joinPath } from "./draft-value";
import type { SpecOf } from "./field-spec";
import { GroupField } from "./group-field";
import { NullToggle } from "./null-toggle";

export function ListField({
  label,
  spec,
  path,
  required,
  draft,
  faults,
  onChange,
  Field,
}: WithField<DraftFieldProps<SpecOf<"list">>>) {
  const id = useId();
  const items = Array.isArray(draft) ? draft : [];
  const name = spec.title ?? label;
  const beside = (
    <>
      <Button onClick={() => onChange([...items, toDraft(spec.item, undefined)])}>
        <PlusIcon className="-ml-0.5 shrink-0 text-ink-3" /> Add {items.length === 0 ? "one" : "another"}
        <span className="sr-only"> to {name}</span>
      </Button>
      {spec.nullable ? <NullToggle label={name} isNull={false} onChange={() => onChange(null)} /> : null}
    </>
  );
  const own = faults.filter((fault) => fault.path === path).map((fault) => fault.message);
  return (
    <GroupField id={id} label={name} hint={spec.description} faults={own} optional={!required} beside={beside}>
      {items.map((item, index) => (
        <div key={index} className="flex items-start gap-1">
          <div className="@container min-w-0 flex-1">
            <Field
              label={`${name} ${index + 1}`}
              bare
              spec={spec.item}
              path={joinPath(path, index)}
              required
              draft={item}
              faults={faults}
              onChange={(next) => onChange(items.with(index, next))}
            />
          </div>
          <Button
            look="ghost"
            square
            aria-label={`Remove ${name} ${index + 1}`}
            onClick={() => onChange(items.toSpliced(index, 1))}
          >
            <CloseIcon />
          </Button>
        </div>
      ))}
    </GroupField>
  );
}
