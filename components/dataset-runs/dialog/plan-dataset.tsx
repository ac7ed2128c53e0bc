"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { Field, noted } from "@/components/ui/field";
import { Picker } from "@/components/ui/picker";
import { formatCount } from "@/server/domain/format";
import type { Dataset } from "@/server/domain/dataset";

type PlanDatasetProps = { chosen: Dataset | undefined; onChange: (datasetId: string) => void };

/** Which dataset, where the dialog was opened from elsewhere. The newest are shown; the others are found by their name. */
export function PlanDataset({ chosen, onChange }: PlanDatasetProps) {
  const id = useId();
  const trpc = useTRPC();
  const [q, setQ] = useState("");
  const { data } = useQuery(
    trpc.datasets.list.queryOptions(
      { limit: 50, ...(q.trim() === "" ? {} : { q: q.trim().slice(0, 200) }) },
      { placeholderData: keepPreviousData },
    ),
  );
  const found = data?.datasets ?? [];
  const shown = chosen && !found.some((one) => one.id === chosen.id) ? [chosen, ...found] : found;
  return (
    <Field id={id} label="Dataset" faults={[]}>
      <Picker
        control={noted(id, undefined, [])}
        label="Dataset"
        placeholder={data?.total === 0 && q === "" ? "There is no dataset yet" : "Choose a dataset"}
        options={data && shown.map((one) => ({ value: one.id, word: one.name, about: aboutOf(one) }))}
        value={chosen?.id}
        onChange={onChange}
        onSearch={setQ}
      />
    </Field>
  );
}

function aboutOf({ itemCount, version }: Dataset): string {
  return `v${version} · ${formatCount(itemCount)} ${itemCount === 1 ? "item" : "items"}`;
}
