"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState, type FormEvent } from "react";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { Button } from "@/components/ui/button";
import { SubmitKbd } from "@/components/ui/submit-kbd";
import { useSubmitKey } from "@/components/ui/keys/use-submit-key";
import type { Dataset } from "@/server/domain/dataset";
import type { ItemsCheck } from "@/server/domain/item-row";
import { ItemsFit } from "./items-fit";
import { Misfits } from "./misfits";
import { printSchema, readSchema, type SchemaReading } from "./read-schema";
import { SchemaField } from "./schema-field";

/** What a dataset asks of its items. A change is tried on the items there are before it holds. */
export function SchemaTab({ dataset }: { dataset: Dataset }) {
  // What was typed stays while fresh data comes; a saved schema begins anew.
  return <SchemaForm key={`${printSchema(dataset.inputSchema)}\n${printSchema(dataset.expectedSchema)}`} dataset={dataset} />;
}

type Readings = { inputSchema: SchemaReading; expectedSchema: SchemaReading };

function SchemaForm({ dataset }: { dataset: Dataset }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const datasetId = dataset.id;
  const start = { inputSchema: printSchema(dataset.inputSchema), expectedSchema: printSchema(dataset.expectedSchema) };
  const [texts, setTexts] = useState(start);
  const [tried, setTried] = useState<ItemsCheck>();
  const readings: Readings = { inputSchema: readSchema(texts.inputSchema), expectedSchema: readSchema(texts.expectedSchema) };
  const change = {
    ...(texts.inputSchema === start.inputSchema ? {} : { inputSchema: readings.inputSchema.schema ?? null }),
    ...(texts.expectedSchema === start.expectedSchema ? {} : { expectedSchema: readings.expectedSchema.schema ?? null }),
  };
  const changed = Object.keys(change).length > 0;
  const save = useMutation(
    trpc.datasets.update.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries(trpc.datasets.checkItems.queryFilter({ datasetId }));
        await client.invalidateQueries(trpc.datasets.get.queryFilter({ datasetId }));
      },
    }),
  );
  const check = useMutation(
    trpc.datasets.trySchemas.mutationOptions({
      onSuccess: (found) => (found.misfitCount > 0 || !found.complete ? setTried(found) : save.mutate({ datasetId, ...change })),
    }),
  );
  const busy = check.isPending || save.isPending;
  const failed = save.error ?? check.error;
  const problem = failed && !busy ? problemOf(failed) : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy || !changed) return;
    if (readings.inputSchema.fault || readings.expectedSchema.fault) {
      form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
      return;
    }
    save.reset();
    setTried(undefined);
    check.mutate({ datasetId, ...change });
  };
  const onKeyDown = useSubmitKey();
  const set = (name: keyof Readings) => (text: string) => {
    setTried(undefined);
    setTexts({ ...texts, [name]: text });
  };
  const faultsOf = (name: keyof Readings) => [
    ...(readings[name].fault === undefined ? [] : [{ path: name, message: readings[name].fault }]),
    ...(problem?.errors.filter(({ path }) => path === name) ?? []),
  ];
  return (
    <form ref={form} onSubmit={submit} onKeyDown={onKeyDown} className="flex max-w-[1100px] flex-col gap-5 p-4 md:p-5">
      <p className="max-w-3xl text-ink-2">
        JSON Schema (2020-12) for what goes into an item. Items that come or change must fit, and editing an item becomes a form.
        Leave a schema empty to take anything.
      </p>
      {changed ? null : <ItemsFit dataset={dataset} />}
      <div className="grid gap-5 lg:grid-cols-2">
        <SchemaField
          label="Input schema"
          text={texts.inputSchema}
          faults={faultsOf("inputSchema")}
          onChange={set("inputSchema")}
        />
        <SchemaField
          label="Expected schema"
          text={texts.expectedSchema}
          faults={faultsOf("expectedSchema")}
          onChange={set("expectedSchema")}
        />
      </div>
      {tried ? <Misfits datasetId={datasetId} check={tried} /> : null}
      <div className="flex flex-wrap items-center gap-2">
        <p role="alert" className="w-full text-fail [overflow-wrap:anywhere] empty:hidden">
          {problem ? (problem.detail ?? problem.title) : null}
        </p>
        {tried ? (
          <Button look="primary" disabled={busy} focusableWhenDisabled onClick={() => save.mutate({ datasetId, ...change })}>
            {busy ? "Saving…" : "Save it all the same"}
          </Button>
        ) : (
          <Button type="submit" look="primary" disabled={busy || !changed} focusableWhenDisabled>
            {check.isPending ? "Trying it on the items…" : save.isPending ? "Saving…" : "Save"} <SubmitKbd />
          </Button>
        )}
        {changed ? (
          <Button
            onClick={() => {
              setTexts(start);
              setTried(undefined);
              check.reset();
              save.reset();
            }}
          >
            Undo the changes
          </Button>
        ) : null}
        <p role="status" className="text-xs text-ink-2">
          {save.isSuccess && !changed ? "Saved." : null}
        </p>
      </div>
    </form>
  );
}
