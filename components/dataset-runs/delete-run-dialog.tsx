"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { DatasetRun } from "@/server/domain/dataset-run";
import { formatCount } from "@/server/domain/format";
import { datasetHref } from "@/components/datasets/dataset-address";

export function DeleteRunDialog({ run, onClose }: { run: DatasetRun; onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const router = useRouter();
  const remove = useMutation(
    trpc.datasetRuns.delete.mutationOptions({
      onSuccess: () => {
        router.push(datasetHref(run.datasetId, { tab: "runs" }));
        void client.invalidateQueries(trpc.datasetRuns.list.pathFilter());
      },
    }),
  );
  return (
    <Dialog title="Delete this dataset run?" onClose={onClose}>
      <div className="flex flex-col gap-3 p-4">
        <p className="text-pretty text-ink-2">
          Its {formatCount(run.totalItems * run.trials)} results go with it, their runs with their timelines, and all of their
          scores. The dataset and its items stay. This cannot be taken back.
        </p>
        {remove.error ? (
          <p role="alert" className="text-xs text-fail">
            {problemOf(remove.error).detail ?? "It could not be deleted."}
          </p>
        ) : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Keep it</Button>
          <Button
            look="danger"
            disabled={remove.isPending || remove.isSuccess}
            focusableWhenDisabled
            onClick={() => remove.mutate({ datasetId: run.datasetId, runId: run.id })}
          >
            {remove.isPending || remove.isSuccess ? "Deleting…" : "Delete it"}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
