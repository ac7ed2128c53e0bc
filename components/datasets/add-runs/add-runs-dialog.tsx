"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount } from "@/server/domain/format";
import { AddedRuns } from "./added-runs";
import { AddRunsForm } from "./add-runs-form";
import type { Added } from "./use-add-runs";

type AddRunsDialogProps = { runIds: readonly string[]; onClose: () => void };

export function AddRunsDialog({ runIds, onClose }: AddRunsDialogProps) {
  const trpc = useTRPC();
  const [added, setAdded] = useState<Added>();
  const [only] = runIds.length === 1 ? runIds : [];
  const read = useQuery(trpc.runs.get.queryOptions({ runId: only ?? "" }, { enabled: only !== undefined }));
  const run = read.data?.run;
  const about =
    only === undefined ? (
      <p className="text-ink-2">{formatCount(runIds.length)} runs, an item each</p>
    ) : (
      <p className="font-mono text-xs break-all text-ink-3">{only}</p>
    );
  return (
    <Dialog title="Add to dataset" about={about} onClose={onClose}>
      {added ? (
        <AddedRuns added={added} onClose={onClose} />
      ) : read.error ? (
        <div className="flex flex-col items-start gap-3 p-4">
          <p role="alert" className="text-fail [overflow-wrap:anywhere]">
            {problemOf(read.error).detail ?? "The run could not be read."}
          </p>
          <Button onClick={() => void read.refetch()}>Try again</Button>
        </div>
      ) : only !== undefined && !run ? (
        <div className="flex flex-col gap-4 p-4">
          <Skeleton className="h-36 w-full" />
          <Skeleton className="h-22 w-full" />
          <Skeleton className="h-22 w-full" />
        </div>
      ) : (
        <AddRunsForm runIds={runIds} run={run} onAdded={setAdded} onClose={onClose} />
      )}
    </Dialog>
  );
}
