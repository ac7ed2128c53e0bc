"use client";

import { useId, type ReactNode } from "react";
import { controlShape, Field, noted } from "@/components/ui/field";
import { formatCount } from "@/server/domain/format";
import type { Dataset } from "@/server/domain/dataset";
import type { ImportMode } from "./import-address";

type ImportOptionsProps = {
  into: Pick<Dataset, "itemCount" | "version"> | undefined;
  mode: ImportMode;
  onMode: (mode: ImportMode) => void;
  name: string;
  onName: (name: string) => void;
};

/** What the new dataset is called; or, of one that is there, whether its items stay. */
export function ImportOptions({ into, mode, onMode, name, onName }: ImportOptionsProps) {
  const id = useId();
  if (!into)
    return (
      <div className="@container max-w-xl">
        <Field id={id} label="Name" faults={[]}>
          <input
            {...noted(id, undefined, [])}
            value={name}
            required
            maxLength={200}
            autoComplete="off"
            onChange={(event) => onName(event.target.value)}
            className={`${controlShape} h-7`}
          />
        </Field>
      </div>
    );
  // Into an empty one there is nothing to choose.
  if (into.itemCount === 0) return null;
  const items = `${formatCount(into.itemCount)} ${into.itemCount === 1 ? "item" : "items"}`;
  return (
    <fieldset className="flex min-w-0 flex-col gap-1">
      <legend className="sr-only">What is there already</legend>
      <Choice name={id} chosen={mode === "append"} onChoose={() => onMode("append")}>
        Append <span className="text-ink-2">to the {items} that are there</span>
      </Choice>
      <Choice name={id} chosen={mode === "replace"} onChoose={() => onMode("replace")}>
        Replace{" "}
        <span className="text-ink-2">
          all: {items} {into.itemCount === 1 ? "goes" : "go"}. Version {into.version} still has them.
        </span>
      </Choice>
    </fieldset>
  );
}

type ChoiceProps = { name: string; chosen: boolean; onChoose: () => void; children: ReactNode };

function Choice({ name, chosen, onChoose, children }: ChoiceProps) {
  return (
    <label className="flex min-h-6 items-center gap-2">
      <input type="radio" name={name} checked={chosen} onChange={onChoose} className="size-4 shrink-0 accent-accent" />
      <span>{children}</span>
    </label>
  );
}
