"use client";

import clsx from "clsx";
import Link from "next/link";
import { datasetRunHref } from "@/components/dataset-runs/dataset-run-href";
import { isLive } from "@/components/dataset-runs/dataset-run-progress";
import { RunProgress } from "@/components/dataset-runs/list/run-progress";
import { liveStatuses } from "@/components/runs/live-statuses";
import { noChoice, writeRunFilter } from "@/components/runs/run-filter";
import { RunTable } from "@/components/runs/run-table";
import { StatusMark } from "@/components/runs/status";
import { Duration } from "@/components/ui/duration";
import { RelativeTime } from "@/components/ui/relative-time";
import { walkRows } from "@/components/ui/walk-rows";
import type { DatasetRunGlance } from "@/server/domain/dataset-run-glance";
import { formatCount } from "@/server/domain/format";
import { useHeldRows } from "./use-held-rows";
import type { OverviewData } from "./use-overview";

/** What runs now: a dataset run is one line, however many runs it comes to. */
export function RunningNow({ running, latest }: Pick<OverviewData, "running" | "latest">) {
  const { singles, datasetRuns, live } = running;
  const runs = useHeldRows(singles.runs, (run) => run.runId, latest.runs);
  const sets = useHeldRows(datasetRuns.runs, (run) => run.id);
  const nothing = runs.rows.length === 0 && sets.rows.length === 0;
  return (
    <section aria-labelledby="now">
      <div className="flex items-baseline justify-between px-4 pb-2 md:px-5">
        <h2 id="now" className="font-semibold">
          Running now
        </h2>
        {live > 0 ? (
          <Link
            href={`/runs${writeRunFilter({ ...noChoice, status: [...liveStatuses], page: 1 })}`}
            className="rounded-sm text-ink-2 hover:text-ink"
          >
            {formatCount(live)} {live === 1 ? "run" : "runs"}
          </Link>
        ) : null}
      </div>
      {nothing ? <p className="border-y border-line px-4 py-2 text-ink-2 md:px-5">Nothing runs now.</p> : null}
      <ul
        aria-label="Dataset runs that go on"
        onKeyDown={walkRows}
        {...sets.hold}
        className="@container border-line not-empty:border-t empty:hidden"
      >
        {sets.rows.map((run) => (
          <DatasetRunLine key={run.id} run={run} />
        ))}
      </ul>
      {runs.rows.length > 0 ? (
        <div {...runs.hold} className={clsx(sets.rows.length === 0 && "border-t border-line")}>
          <RunTable label="Running now" runs={runs.rows} showAgent bare />
        </div>
      ) : null}
      {singles.cut || datasetRuns.cut ? (
        <p className="px-4 py-2 text-xs text-ink-2 md:px-5">There are more among all {formatCount(live)} runs.</p>
      ) : null}
    </section>
  );
}

function DatasetRunLine({ run }: { run: DatasetRunGlance }) {
  return (
    <li
      className={clsx(
        "relative flex flex-wrap items-center gap-x-3 gap-y-0.5 border-b border-line px-4 py-2 hover:bg-hover md:px-5",
        "has-[[data-row-link]:focus-visible]:bg-accent-wash has-[[data-row-link]:focus-visible]:shadow-[inset_2px_0_0_var(--color-accent)]",
        "@min-[560px]:grid @min-[560px]:h-[34px] @min-[560px]:grid-cols-[104px_minmax(0,1fr)_minmax(0,200px)_92px_92px] @min-[560px]:gap-4 @min-[560px]:py-0",
      )}
    >
      <div>
        <StatusMark status={run.status} />
      </div>
      <div className="min-w-0 flex-1">
        <Link
          href={datasetRunHref(run)}
          data-row-link
          className="flex min-w-0 items-baseline gap-2 outline-none after:absolute after:inset-0"
        >
          <span className="truncate font-medium">{run.name}</span>
          <span className="truncate text-ink-2 @max-[900px]:hidden">{run.datasetName}</span>
        </Link>
      </div>
      <div className="min-w-0 @max-[560px]:order-last @max-[560px]:w-full">
        <RunProgress run={run} />
      </div>
      <div className="text-right font-mono text-xs">
        <Duration
          startedAt={run.startedAt}
          durationMs={run.startedAt === undefined || run.endedAt === undefined ? undefined : run.endedAt - run.startedAt}
          live={isLive(run)}
        />
      </div>
      <div className="text-right text-xs text-ink-2 @max-[560px]:hidden">
        <RelativeTime at={run.createdAt} />
      </div>
    </li>
  );
}
