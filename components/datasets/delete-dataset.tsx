"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { Dialog } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount } from "@/server/domain/format";
import type { Dataset } from "@/server/domain/dataset";

/** Says first what goes with it, what stays, and what stands in the way. */
export function DeleteDataset({ dataset, onClose }: { dataset: Dataset; onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const router = useRouter();
  const datasetId = dataset.id;
  const attached = useQuery(trpc.datasets.attached.queryOptions({ datasetId }, { staleTime: 0 }));
  const remove = useMutation(
    trpc.datasets.delete.mutationOptions({
      onSuccess: () => {
        void client.invalidateQueries(trpc.datasets.list.queryFilter());
        void client.invalidateQueries(trpc.console.status.queryFilter());
        router.push("/datasets");
      },
      onError: () => attached.refetch(),
    }),
  );
  const failed = remove.error ?? attached.error;
  const problem = failed ? problemOf(failed) : undefined;
  const { data } = attached;
  const blocked = data === undefined || data.unfinishedRuns.length > 0;
  return (
    <Dialog title={`Delete “${dataset.name}”?`} onClose={onClose}>
      <DialogForm
        danger
        verb="Delete dataset"
        busyVerb="Deleting…"
        busy={remove.isPending || remove.isSuccess}
        disabled={blocked}
        problem={problem ? (problem.detail ?? problem.title) : undefined}
        onSubmit={() => remove.mutate({ datasetId })}
        onCancel={onClose}
      >
        {data ? <WhatGoes {...data} datasetId={datasetId} /> : attached.error ? null : <Skeleton className="h-20 w-full" />}
      </DialogForm>
    </Dialog>
  );
}

type WhatGoesProps = { datasetId: string; items: number; versions: number; runs: number; unfinishedRuns: string[] };

function WhatGoes({ datasetId, items, versions, runs, unfinishedRuns }: WhatGoesProps) {
  const [first, ...others] = unfinishedRuns;
  if (first !== undefined) {
    return (
      <p>
        It cannot be deleted now:{" "}
        <Link
          href={`/datasets/${encodeURIComponent(datasetId)}/runs/${encodeURIComponent(first)}`}
          className="text-accent-ink hover:underline"
        >
          a dataset run of it
        </Link>
        {others.length > 0 ? ` and ${formatCount(others.length)} more are` : " is"} not finished. Cancel first, or wait for the
        end.
      </p>
    );
  }
  return (
    <>
      <p>These are gone with it, for good:</p>
      <ul className="list-disc pl-5">
        <li>{counted(items, "item", "items")}</li>
        <li>{counted(versions, "version", "versions")}</li>
        {runs === 0 ? null : <li>{counted(runs, "dataset run", "dataset runs")} with what came of each item</li>}
      </ul>
      <p className="text-ink-2">The runs of its items stay: they are runs of their agents.</p>
    </>
  );
}

function counted(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
