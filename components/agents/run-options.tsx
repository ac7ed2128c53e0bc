"use client";

import clsx from "clsx";
import { useId, useState } from "react";
import type { FieldFault } from "@/components/input-form/draft-value";
import { controlShape, Field, noted } from "@/components/ui/field";

/** What a run may be given beside its input; folded, because most need none of it. */
export function RunOptions({ faults }: { faults: readonly FieldFault[] }) {
  // Held by React: a form that was answered is reset by it, and what was typed would be gone.
  const [name, setName] = useState("");
  const [limit, setLimit] = useState("");
  const [flow, setFlow] = useState("");
  return (
    <details className="group">
      <summary className="w-fit rounded-sm text-ink-2 hover:text-ink">Options</summary>
      <div className="mt-3 flex flex-col gap-3">
        <Option label="Name" name="name" hint="What the run is called in lists" value={name} onChange={setName} faults={faults} />
        <Option
          label="Time limit"
          name="timeoutSeconds"
          hint="Seconds in which it may work; waiting does not count"
          value={limit}
          onChange={setLimit}
          faults={faults}
        />
        <Option
          label="Only one flow"
          name="flow"
          hint="Its name; the others are left out"
          value={flow}
          onChange={setFlow}
          faults={faults}
        />
      </div>
    </details>
  );
}

type OptionProps = {
  label: string;
  name: string;
  hint: string;
  value: string;
  onChange: (value: string) => void;
  faults: readonly FieldFault[];
};

function Option({ label, name, hint, value, onChange, faults }: OptionProps) {
  const id = useId();
  const own = faults.filter((fault) => fault.path === name).map((fault) => fault.message);
  return (
    <Field id={id} label={label} hint={hint} faults={own} optional>
      <input
        {...noted(id, hint, own)}
        name={name}
        value={value}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        className={clsx(controlShape, "h-7")}
      />
    </Field>
  );
}
