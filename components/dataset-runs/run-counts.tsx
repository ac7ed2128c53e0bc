"use client";

import clsx from "clsx";
import type { ReactNode } from "react";
import { RelativeTime } from "@/components/ui/relative-time";
import { formatCount, formatDuration } from "@/server/domain/format";
import type { DatasetRun } from "@/server/domain/dataset-run";
import type { RunStatus } from "@/server/domain/run-status";
import { formatRate } from "./format-rate";
import { endedOf } from "./dataset-run-progress";
import { changeResults } from "./use-result-address";

type RunCountsProps = { run: DatasetRun; rate: number | undefined; live: boolean };

/** How many item-trials stand how, each leading to those; and how fast they go. */
export function RunCounts({ run, rate, live }: RunCountsProps) {
  const all = run.totalItems * run.trials;
  const counts: { word: string; status: RunStatus; count: number; look?: string; always?: boolean }[] = [
    { word: "Completed", status: "completed", count: run.completedCount, always: true },
    { word: "Error", status: "error", count: run.errorCount, look: "text-fail", always: true },
    { word: "Timeout", status: "timeout", count: run.timeoutCount, look: "text-late", always: true },
    { word: "Cancelled", status: "cancelled", count: run.cancelledCount },
    { word: "Waiting", status: "waiting", count: run.waitingCount, look: "text-late" },
    { word: "Running", status: "running", count: run.runningCount, always: live },
    { word: "Pending", status: "pending", count: run.pendingCount, always: live },
  ];
  return (
    <dl className="flex flex-wrap gap-x-5 gap-y-1">
      <Figure word="Done">
        {formatCount(endedOf(run))} / {formatCount(all)}
      </Figure>
      {counts.map(({ word, status, count, look, always }) =>
        count === 0 && always !== true ? null : (
          <Figure key={word} word={word}>
            {count === 0 ? (
              "0"
            ) : (
              <button
                type="button"
                aria-label={`${formatCount(count)}, show them`}
                className={clsx("min-h-6 rounded-sm underline-offset-2 hover:underline", look)}
                onClick={() => changeResults((now) => ({ ...now, view: "all", status: [status] }))}
              >
                {formatCount(count)}
              </button>
            )}
          </Figure>
        ),
      )}
      <Figure word="At once">{formatCount(run.concurrency)}</Figure>
      {run.trials > 1 ? <Figure word="Trials">{run.trials}</Figure> : null}
      <Figure word="Rate">{formatRate(rate)}</Figure>
      {live ? null : <Figure word="Took">{formatDuration(run.durationMs)}</Figure>}
      <Figure word="Started">
        <RelativeTime at={run.startedAt ?? run.createdAt} />
      </Figure>
    </dl>
  );
}

function Figure({ word, children }: { word: string; children: ReactNode }) {
  return (
    <div className="flex min-h-6 items-center gap-2 whitespace-nowrap">
      <dt className="text-ink-2">{word}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}
