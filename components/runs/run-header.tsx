"use client";

import { AddToDatasetButton } from "@/components/datasets/add-runs/add-to-dataset-button";
import { Lineage } from "@/components/rerun/lineage";
import { RerunButton } from "@/components/rerun/rerun-button";
import { CopyButton } from "@/components/ui/copy-button";
import { Clock } from "@/components/ui/duration";
import type { RunSummary } from "@/server/domain/run";
import { CancelRun } from "./cancel-run";
import { LazyRunMenu } from "./header/lazy-run-menu";
import { RunFigures } from "./header/run-figures";
import { StatusBadge } from "./status";
import { statusLook } from "./status-look";

type RunHeaderProps = { run: RunSummary; clockOffsetMs: number; reconnecting: boolean };

/** What the run is, how it stands, where it comes from, and what can be done with it. */
export function RunHeader({ run, clockOffsetMs, reconnecting }: RunHeaderProps) {
  const { ended, word } = statusLook[run.status];
  // What happens elsewhere is ended, and run again, there.
  const elsewhere = run.origin !== undefined;
  return (
    <div className="flex flex-col gap-2.5 px-4 pt-3.5 pb-3 md:px-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="min-w-0 truncate text-lg font-semibold" title={(run.name ?? run.agentId).slice(0, 500)}>
          {run.name ?? run.agentId}
        </h1>
        <StatusBadge status={run.status}>
          {!ended && run.startedAt !== undefined ? <Clock since={run.startedAt - clockOffsetMs} /> : null}
        </StatusBadge>
        {/* The word alone: a clock beside it would be read out every second. */}
        <span role="status" className="sr-only">
          The run: {word}
        </span>
        {reconnecting ? (
          <span role="status" className="text-xs text-ink-2">
            Reconnecting…
          </span>
        ) : null}
        <div className="flex flex-wrap items-center gap-2 md:ml-auto md:justify-end">
          {ended || elsewhere ? null : <CancelRun runId={run.runId} />}
          <AddToDatasetButton runIds={[run.runId]} />
          <CopyButton label="Copy link" keys="y" text={() => location.href} />
          {elsewhere ? null : <RerunButton run={run} />}
          <LazyRunMenu run={run} />
        </div>
      </div>
      <RunFigures run={run} />
      <Lineage run={run} />
    </div>
  );
}
