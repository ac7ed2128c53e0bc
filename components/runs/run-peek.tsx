"use client";

import { problemOf } from "@/components/trpc/problem";
import { Button, ButtonLink } from "@/components/ui/button";
import { CloseIcon } from "@/components/ui/icons";
import { useKeys } from "@/components/ui/keys/use-keys";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCost, formatCount, formatDuration } from "@/server/domain/format";
import { ErrorCallout } from "./error-callout";
import { runHref } from "./run-href";
import { RunInShort } from "./run-panel";
import { StatusBadge } from "./status";
import type { PeekedRun } from "./use-peeked-run";
import { useRunDetail } from "./use-run-detail";

/** A run beside the table it stands in: enough to know whether to open it. */
export function RunPeek({ agentId, runId, list, onClose }: PeekedRun & { list: string; onClose: () => void }) {
  const { data, error } = useRunDetail(agentId, runId);
  useKeys([{ keys: "Escape", word: "Close the run beside the table", group: "On this page", act: onClose }]);
  const run = data?.run;
  return (
    <aside
      aria-label="Run, in short"
      className="sticky top-11 flex h-[calc(100dvh-44px)] w-[420px] shrink-0 flex-col border-l border-line bg-panel max-lg:hidden"
    >
      <div className="flex items-center gap-2 border-b border-line py-2 pr-2 pl-4">
        <h2 className="min-w-0 flex-1 truncate text-base font-semibold">{run?.name ?? run?.agentId ?? runId}</h2>
        {run ? (
          <ButtonLink look="primary" href={`${runHref(run)}${list}`}>
            Open
          </ButtonLink>
        ) : null}
        <Button look="ghost" square aria-label="Close" onClick={onClose}>
          <CloseIcon />
        </Button>
      </div>
      {error ? (
        <p role="alert" className="p-4 text-ink-2">
          {problemOf(error).detail ?? "The run could not be read."}
        </p>
      ) : run ? (
        <>
          <div className="flex flex-col gap-3 border-b border-line p-4">
            <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5 text-ink-2">
              <StatusBadge status={run.status} />
              <span>{formatDuration(run.durationMs)}</span>
              <span>{formatCount(run.counts.steps)} steps</span>
              <span>{formatCost(run.usage?.costMicroUsd)}</span>
            </div>
            {run.error ? (
              <ErrorCallout run={run} error={run.error} where={run.error.path ? `At ${run.error.path}.` : null} />
            ) : null}
          </div>
          <RunInShort key={run.runId} run={run} />
        </>
      ) : (
        <div className="flex flex-col gap-3 p-4">
          <Skeleton className="h-6 w-40" />
          <Skeleton className="h-40 w-full" />
        </div>
      )}
    </aside>
  );
}
