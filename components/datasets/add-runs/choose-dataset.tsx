"use client";

import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useId, useState, type ReactNode } from "react";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { controlShape } from "@/components/ui/field";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount } from "@/server/domain/format";
import type { DatasetChoice } from "./use-add-runs";

type ChooseDatasetProps = { choice: DatasetChoice | undefined; onChoose: (choice: DatasetChoice) => void };

const most = 20;

/** One of the datasets there are, found by its name, or a new one. */
export function ChooseDataset({ choice, onChoose }: ChooseDatasetProps) {
  const trpc = useTRPC();
  const id = useId();
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed.trim());
  const read = useQuery(
    trpc.datasets.list.queryOptions({ limit: most, ...(q === "" ? {} : { q }) }, { placeholderData: (before) => before }),
  );
  const found = read.data?.datasets ?? [];
  const isNew = choice !== undefined && choice.id === undefined;
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1 font-medium">Dataset</legend>
      <input
        type="search"
        aria-label="Search the datasets"
        placeholder="Search by name"
        value={typed}
        autoComplete="off"
        // Enter would send the form.
        onKeyDown={(event) => (event.key === "Enter" && !event.metaKey && !event.ctrlKey ? event.preventDefault() : undefined)}
        onChange={(event) => setTyped(event.target.value.slice(0, 200))}
        className={`${controlShape} h-7`}
      />
      <div className="flex max-h-40 flex-col overflow-y-auto rounded-md border border-line">
        {read.error ? (
          <p role="alert" className="px-3 py-2 text-fail">
            {problemOf(read.error).detail ?? "The datasets could not be read."}
          </p>
        ) : null}
        {read.isPending ? <Skeleton className="m-2 h-10" /> : null}
        {read.data && found.length === 0 ? (
          <p className="px-3 py-2 text-ink-2">{q === "" ? "There is no dataset yet." : `No dataset is called like ${q}.`}</p>
        ) : null}
        {found.map((dataset) => (
          <Choice
            key={dataset.id}
            name={id}
            chosen={choice?.id === dataset.id}
            onChoose={() => onChoose({ id: dataset.id, name: dataset.name })}
          >
            <span className="truncate">{dataset.name}</span>
            <span className="ml-auto shrink-0 text-xs text-ink-3">
              {formatCount(dataset.itemCount)} {dataset.itemCount === 1 ? "item" : "items"}
            </span>
          </Choice>
        ))}
        {read.data?.hasMore ? <p className="px-3 py-1 text-xs text-ink-3">More are found by their names.</p> : null}
      </div>
      <div className="flex items-center gap-3">
        <Choice name={id} chosen={isNew} onChoose={() => onChoose({ name: typed.trim() })}>
          New dataset
        </Choice>
        {isNew ? (
          <input
            aria-label="Name of the new dataset"
            placeholder="Name"
            value={choice.name}
            maxLength={200}
            required
            autoComplete="off"
            onChange={(event) => onChoose({ name: event.target.value })}
            className={`${controlShape} h-7 flex-1`}
          />
        ) : null}
      </div>
      {choice?.id !== undefined && !found.some((dataset) => dataset.id === choice.id) ? (
        <p className="text-xs text-ink-2">
          Chosen: <span className="font-medium text-ink">{choice.name}</span>
        </p>
      ) : null}
    </fieldset>
  );
}

type ChoiceProps = { name: string; chosen: boolean; onChoose: () => void; children: ReactNode };

function Choice({ name, chosen, onChoose, children }: ChoiceProps) {
  return (
    <label className="flex min-h-7 shrink-0 items-center gap-2 px-3 hover:bg-hover">
      <input type="radio" name={name} checked={chosen} onChange={onChoose} className="size-4 shrink-0 accent-accent" />
      {children}
    </label>
  );
}
