"use client";

import clsx from "clsx";
import { useId, type RefObject } from "react";
import type { FieldFault } from "@/components/input-form/draft-value";
import { controlShape, Field, noted } from "@/components/ui/field";

type Details = { name: string; description: string };

type DetailsFieldsProps = {
  details: Details;
  faults: readonly FieldFault[];
  first: RefObject<HTMLInputElement | null>;
  onChange: (details: Details) => void;
};

/** What a dataset is called, and what it is for. */
export function DetailsFields({ details, faults, first, onChange }: DetailsFieldsProps) {
  const id = useId();
  const of = (name: string) => faults.filter(({ path }) => path === name).map(({ message }) => message);
  return (
    <div className="@container flex flex-col gap-3">
      <Field id={`${id}-name`} label="Name" faults={of("name")}>
        <input
          ref={first}
          {...noted(`${id}-name`, undefined, of("name"))}
          value={details.name}
          maxLength={200}
          autoComplete="off"
          required
          onChange={(event) => onChange({ ...details, name: event.target.value })}
          className={clsx(controlShape, "h-7")}
        />
      </Field>
      <Field id={`${id}-about`} label="Description" faults={of("description")} optional>
        <textarea
          {...noted(`${id}-about`, undefined, of("description"))}
          value={details.description}
          maxLength={10_000}
          rows={2}
          onChange={(event) => onChange({ ...details, description: event.target.value })}
          className={clsx(controlShape, "block field-sizing-content max-h-60 min-h-13 resize-y py-1")}
        />
      </Field>
    </div>
  );
}
