"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { MoreIcon, StopIcon } from "@/components/ui/icons";
import { LazyActionMenu } from "@/components/ui/lazy-action-menu";
import { loadPart } from "@/components/ui/load-part";
import type { DatasetRun } from "@/server/domain/dataset-run";
import { formatCount } from "@/server/domain/format";
import type { Surroundings } from "@/server/dataset-runs/get-surroundings";
import { CompareButton } from "./compare-button";
import { toCli } from "./dialog/run-commands";
import { RetryButton } from "./retry-button";
import { isLive } from "./dataset-run-progress";

const ScoreAgainDialog = dynamic(() => loadPart(() => import("./score-again-dialog")).then((file) => file.ScoreAgainDialog), {
  ssr: false,
});
const DeleteRunDialog = dynamic(() => loadPart(() => import("./delete-run-dialog")).then((file) => file.DeleteRunDialog), {
  ssr: false,
});

type RunActionsProps = { run: DatasetRun; around: Surroundings | undefined };

/** What can be done with a dataset run, as it stands. */
export function RunActions({ run, around }: RunActionsProps) {
  const [open, setOpen] = useState<"score" | "delete">();
  const trpc = useTRPC();
  const client = useQueryClient();
  const ref = { datasetId: run.datasetId, runId: run.id };
  const cancel = useMutation(
    trpc.datasetRuns.cancel.mutationOptions({
      onSuccess: (answer) => client.setQueryData(trpc.datasetRuns.get.queryKey(ref), answer),
    }),
  );
  const live = isLive(run);
  const command = around && commandOf(run, around);
  const cancelling = cancel.isPending || (run.status === "cancelled" && live);
  return (
    <>
      {live ? (
        <Button onClick={() => cancel.mutate(ref)} disabled={cancelling} focusableWhenDisabled>
          <StopIcon className="-ml-0.5 shrink-0 text-ink-3" />
          {cancelling ? "Cancelling…" : "Cancel"}
        </Button>
      ) : null}
      <CompareButton run={run} />
      {command ? <CopyButton label="Copy as CLI" text={() => toCli({ ...command, origin: location.origin })} /> : null}
      <RetryButton run={run} />
      {live ? null : (
        <LazyActionMenu
          label="More"
          face={<MoreIcon />}
          square
          actions={[
            { id: "score", word: "Score again…", about: "Without running the agent", onPick: () => setOpen("score") },
            {
              id: "delete",
              word: "Delete…",
              about: `With its ${formatCount(run.totalItems * run.trials)} runs`,
              danger: true,
              onPick: () => setOpen("delete"),
            },
          ]}
        />
      )}
      {cancel.error ? (
        <p role="alert" className="w-full text-xs text-fail md:text-right">
          {problemOf(cancel.error).detail ?? "It could not be cancelled."}
        </p>
      ) : null}
      {open === "score" ? (
        <ScoreAgainDialog run={run} chosen={around?.settings.scorers ?? []} onClose={() => setOpen(undefined)} />
      ) : null}
      {open === "delete" ? <DeleteRunDialog run={run} onClose={() => setOpen(undefined)} /> : null}
    </>
  );
}

/** What would start it again as it was started; nothing where it is over more chosen items than a command can name. */
function commandOf(run: DatasetRun, { settings, itemsOfVersion }: Surroundings) {
  const { scorers, itemTimeoutMs, maxRetries, profiles, itemIds } = settings;
  if (itemIds === undefined && itemsOfVersion !== run.totalItems) return undefined;
  return {
    datasetId: run.datasetId,
    body: {
      agentId: run.agentId,
      version: run.datasetVersion,
      ...(itemIds ? { itemIds } : {}),
      trials: run.trials,
      concurrency: run.concurrency,
      ...(itemTimeoutMs === undefined ? {} : { itemTimeoutMs }),
      maxRetries,
      ...(scorers.length > 0 ? { scorers } : {}),
      ...(Object.keys(profiles).length > 0 ? { profiles } : {}),
    },
  };
}
