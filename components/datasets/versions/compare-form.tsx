"use client";

import { useId, useState, type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { controlShape } from "@/components/ui/field";
import { goInDataset } from "../use-dataset-address";

type CompareFormProps = { latest: number; a: number; b: number };

/** Any two versions by their numbers. */
export function CompareForm({ latest, a, b }: CompareFormProps) {
  const [from, setFrom] = useState(String(a));
  const [to, setTo] = useState(String(b));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    goInDataset({ tab: "versions", diff: { a: Number(from), b: Number(to) } });
  };
  return (
    <form onSubmit={submit} className="flex flex-wrap items-center gap-2">
      <VersionField label="Compare version" latest={latest} value={from} onChange={setFrom} />
      <VersionField label="with" latest={latest} value={to} onChange={setTo} />
      <Button type="submit">Compare</Button>
    </form>
  );
}

type VersionFieldProps = { label: string; latest: number; value: string; onChange: (value: string) => void };

function VersionField({ label, latest, value, onChange }: VersionFieldProps) {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="text-ink-2">
        {label}
      </label>
      <span className="w-18">
        <input
          id={id}
          type="number"
          required
          min={1}
          max={latest}
          step={1}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={`${controlShape} h-7`}
        />
      </span>
    </>
  );
}
