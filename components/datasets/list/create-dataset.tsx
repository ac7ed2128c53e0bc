"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { Dialog } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { datasetHref } from "../dataset-address";
import { DetailsFields } from "../details-fields";
import { readSchema } from "../schema/read-schema";
import { SchemaField } from "../schema/schema-field";

/** A new dataset, and to its page. */
export function CreateDataset({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const router = useRouter();
  const first = useRef<HTMLInputElement>(null);
  const [details, setDetails] = useState({ name: "", description: "" });
  const [texts, setTexts] = useState({ inputSchema: "", expectedSchema: "" });
  const input = readSchema(texts.inputSchema);
  const expected = readSchema(texts.expectedSchema);
  const create = useMutation(
    trpc.datasets.create.mutationOptions({
      onSuccess: ({ dataset }) => {
        void client.invalidateQueries(trpc.datasets.list.queryFilter());
        void client.invalidateQueries(trpc.console.status.queryFilter());
        router.push(datasetHref(dataset.id));
      },
    }),
  );
  const problem = create.error ? problemOf(create.error) : undefined;
  const faultsOf = (name: string, fault?: string) => [
    ...(fault === undefined ? [] : [{ path: name, message: fault }]),
    ...(create.isPending ? [] : (problem?.errors.filter(({ path }) => path === name) ?? [])),
  ];
  const submit = () => {
    if (input.fault !== undefined || expected.fault !== undefined) return;
    const description = details.description.trim();
    create.mutate({
      name: details.name.trim(),
      ...(description === "" ? {} : { description }),
      ...(input.schema ? { inputSchema: input.schema } : {}),
      ...(expected.schema ? { expectedSchema: expected.schema } : {}),
    });
  };
  return (
    <Dialog title="New dataset" initialFocus={first} onClose={onClose}>
      <DialogForm
        verb="Create dataset"
        busyVerb="Creating…"
        busy={create.isPending || create.isSuccess}
        disabled={details.name.trim() === ""}
        problem={problem ? (problem.detail ?? problem.title) : undefined}
        onSubmit={submit}
        onCancel={onClose}
      >
        <DetailsFields first={first} details={details} faults={problem?.errors ?? []} onChange={setDetails} />
        <details>
          <summary className="w-fit rounded-sm text-ink-2 hover:text-ink">
            Schemas: what an input and an expected answer look like
          </summary>
          <div className="mt-3 flex flex-col gap-3">
            <SchemaField
              small
              label="Input schema"
              text={texts.inputSchema}
              faults={faultsOf("inputSchema", input.fault)}
              onChange={(inputSchema) => setTexts({ ...texts, inputSchema })}
            />
            <SchemaField
              small
              label="Expected schema"
              text={texts.expectedSchema}
              faults={faultsOf("expectedSchema", expected.fault)}
              onChange={(expectedSchema) => setTexts({ ...texts, expectedSchema })}
            />
            <p className="text-xs text-ink-2">JSON Schema. Empty takes anything; you can add or change one later.</p>
          </div>
        </details>
      </DialogForm>
    </Dialog>
  );
}
