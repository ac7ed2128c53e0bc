"use client";

import Link from "next/link";
import { StatusBadge } from "@/components/runs/status";
import { useHydrated } from "@/components/ui/use-hydrated";
import type { DatasetRun } from "@/server/domain/dataset-run";
import { formatClock, formatCount, formatDuration } from "@/server/domain/format";
import type { Surroundings } from "@/server/dataset-runs/get-surroundings";
import { datasetHref } from "@/components/datasets/dataset-address";
import { ProgressBar } from "./progress-bar";
import { RunActions } from "./run-actions";
import { RunCounts } from "./run-counts";
import { endedOf } from "./dataset-run-progress";

type RunHeaderProps = {
  run: DatasetRun;
  around: Surroundings | undefined;
  live: boolean;
  rate: number | undefined;
  reconnecting: boolean;
};

/** What ran over what, how far it is, and what can be done with it. */
export function RunHeader({ run, around, live, rate, reconnecting }: RunHeaderProps) {
  const dataset = around?.dataset.name ?? run.datasetId;
  const agentHref = `/agents/${encodeURIComponent(run.agentId)}`;
  const all = around?.itemsOfVersion;
  return (
    <div className="flex flex-col gap-2.5 px-4 pt-3.5 pb-3 md:px-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="min-w-0 text-lg font-semibold [overflow-wrap:anywhere]">
          <Link href={agentHref} className="rounded-sm hover:underline">
            {run.agentId}
          </Link>{" "}
          <span className="font-normal text-ink-2">on</span>{" "}
          <Link href={datasetHref(run.datasetId, { version: run.datasetVersion })} className="rounded-sm hover:underline">
            {dataset} v{run.datasetVersion}
          </Link>
        </h1>
        <StatusBadge status={run.status}>
          <TimeLeft run={run} live={live} rate={rate} />
        </StatusBadge>
        {reconnecting ? (
          <span role="status" className="text-xs text-ink-2">
            Reconnecting…
          </span>
        ) : null}
        <div className="flex flex-wrap items-center gap-2 md:ml-auto md:justify-end">
          <RunActions run={run} around={around} />
        </div>
      </div>
      {isItsOwn(run, dataset) || (all !== undefined && all !== run.totalItems) ? (
        <p className="-mt-1.5 text-xs text-ink-2 [overflow-wrap:anywhere]">
          {isItsOwn(run, dataset) ? run.name : null}
          {isItsOwn(run, dataset) && all !== undefined && all !== run.totalItems ? " · " : null}
          {all !== undefined && all !== run.totalItems
            ? `${formatCount(run.totalItems)} of the version's ${formatCount(all)} items`
            : null}
        </p>
      ) : null}
      <ProgressBar run={run} />
      <RunCounts run={run} rate={rate} live={live} />
    </div>
  );
}

/** A name that someone gave it; the usual one says no more than the heading. */
function isItsOwn(run: DatasetRun, dataset: string): boolean {
  return !run.name.endsWith(` on ${dataset}`);
}

function TimeLeft({ run, live, rate }: { run: DatasetRun; live: boolean; rate: number | undefined }) {
  // What the server draws knows no pace.
  const hydrated = useHydrated();
  if (!live || run.status === "cancelled") {
    return run.durationMs !== undefined && !live ? <span>· {formatDuration(run.durationMs)}</span> : null;
  }
  const left = run.totalItems * run.trials - endedOf(run) - run.waitingCount;
  if (left === 0) return <span>· {run.waitingCount > 0 ? `${formatCount(run.waitingCount)} for a person` : "scoring"}</span>;
  return <span>· {hydrated && rate !== undefined ? formatClock(Math.ceil(left / rate) * 1000) : "—"} left</span>;
}
