"use client";

import type { ReactNode } from "react";
import { AddToDatasetButton } from "@/components/datasets/add-runs/add-to-dataset-button";
import { Lineage } from "@/components/rerun/lineage";
import { RerunButton } from "@/components/rerun/rerun-button";
import { CopyButton } from "@/components/ui/copy-button";
import { Clock } from "@/components/ui/duration";
import { RelativeTime } from "@/components/ui/relative-time";
import { formatCost, formatCount, formatDuration, formatTokens } from "@/server/domain/format";
import type { RunSummary } from "@/server/domain/run";
import { CancelRun } from "./cancel-run";
import { StatusBadge } from "./status";
import { statusLook } from "./status-look";

type RunHeaderProps = { run: RunSummary; clockOffsetMs: number; reconnecting: boolean };

export function RunHeader({ run, clockOffsetMs, reconnecting }: RunHeaderProps) {
  const { ended } = statusLook[run.status];
  return (
    <div className="flex flex-col gap-2.5 px-4 pt-3.5 pb-3 md:px-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="min-w-0 truncate text-lg font-semibold">{run.name ?? run.agentId}</h1>
        <StatusBadge status={run.status}>
          {!ended && run.startedAt !== undefined ? <Clock since={run.startedAt - clockOffsetMs} /> : null}
        </StatusBadge>
        {reconnecting ? (
          <span role="status" className="text-xs text-ink-2">
            Reconnecting…
          </span>
        ) : null}
        <div className="flex flex-wrap items-center gap-2 md:ml-auto md:justify-end">
          {ended ? null : <CancelRun runId={run.runId} />}
          <AddToDatasetButton runIds={[run.runId]} />
          <CopyButton label="Copy link" text={() => location.href} />
          <RerunButton run={run} />
        </div>
      </div>
      <RunFigures run={run} />
      <Lineage run={run} />
    </div>
  );
}

function RunFigures({ run }: { run: RunSummary }) {
  const { counts, usage } = run;
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-1">
      <Figure word={run.startedAt === undefined ? "Created" : "Started"}>
        <RelativeTime at={run.startedAt ?? run.createdAt} />
      </Figure>
      {run.endedAt === undefined ? null : <Figure word="Duration">{formatDuration(run.durationMs)}</Figure>}
      {run.flow === undefined ? null : <Figure word="Only the flow">{run.flow}</Figure>}
      <Figure word="Steps">{formatCount(counts.steps)}</Figure>
      {counts.modelCalls > 0 ? <Figure word="Model calls">{formatCount(counts.modelCalls)}</Figure> : null}
      {counts.tools > 0 ? <Figure word="Tools">{formatCount(counts.tools)}</Figure> : null}
      {counts.errors > 0 ? (
        <Figure word="Failed steps">
          <span className="text-fail">{formatCount(counts.errors)}</span>
        </Figure>
      ) : null}
      <Figure word="Tokens">
        {usage ? `${formatTokens(usage.inputTokens)} in, ${formatTokens(usage.outputTokens)} out` : formatTokens(undefined)}
      </Figure>
      <Figure word="Cost">{formatCost(usage?.costMicroUsd)}</Figure>
      {run.recoveries > 0 ? <Figure word="Came through crashes">{formatCount(run.recoveries)}</Figure> : null}
    </dl>
  );
}

function Figure({ word, children }: { word: string; children: ReactNode }) {
  return (
    <div className="flex gap-2 whitespace-nowrap">
      <dt className="text-ink-2">{word}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}
