import clsx from "clsx";
import Link from "next/link";
import type { CSSProperties } from "react";
import { StatusMark } from "@/components/runs/status";
import { Checkbox } from "@/components/ui/checkbox";
import { Duration } from "@/components/ui/duration";
import { RelativeTime } from "@/components/ui/relative-time";
import type { DatasetRun } from "@/server/domain/dataset-run";
import { datasetRunHref } from "../dataset-run-href";
import { isLive } from "../use-dataset-run";
import { RunProgress } from "./run-progress";
import { RunScore } from "./run-scores";

/** By the room the table has: two lines, then what matters, then all. */
export const datasetRunColumns = clsx(
  "@min-[640px]:grid @min-[640px]:gap-4 @min-[640px]:grid-cols-[24px_96px_minmax(0,1.3fr)_minmax(0,1fr)_84px]",
  "@min-[1000px]:grid-cols-[24px_96px_minmax(0,1.5fr)_minmax(0,1fr)_48px_150px_repeat(var(--scorers),88px)_64px_84px]",
);
export const scorerColumns = (scorers: readonly string[]) => ({ "--scorers": Math.max(1, scorers.length) }) as CSSProperties;
export const wideCell = "hidden min-w-0 @min-[1000px]:block";

type DatasetRunRowProps = {
  run: DatasetRun;
  scorers: readonly string[];
  ticked: boolean;
  onTick: (ticked: boolean) => void;
};

export function DatasetRunRow({ run, scorers, ticked, onTick }: DatasetRunRowProps) {
  return (
    <div
      role="row"
      className={clsx(
        "relative flex flex-wrap items-center gap-x-3 gap-y-0.5 border-b border-line px-4 py-2 hover:bg-hover md:px-5 @min-[640px]:h-[34px] @min-[640px]:py-0",
        "has-[[data-row-link]:focus-visible]:bg-accent-wash has-[[data-row-link]:focus-visible]:shadow-[inset_2px_0_0_var(--color-accent)]",
        ticked && "bg-accent-wash",
        datasetRunColumns,
      )}
    >
      <div role="cell" className="relative z-10 @max-[640px]:order-1">
        {/* The box is small; its target is not. */}
        <label className="-m-1 flex size-6 items-center justify-center">
          <span className="sr-only">Compare {run.name}</span>
          <Checkbox checked={ticked} onChange={(event) => onTick(event.target.checked)} />
        </label>
      </div>
      <div role="cell" className="@max-[640px]:order-4 @max-[640px]:pl-7">
        <StatusMark status={run.status} />
      </div>
      <div role="cell" className="min-w-0 @max-[640px]:order-2 @max-[640px]:w-[calc(100%-132px)]">
        <Link
          href={datasetRunHref(run)}
          data-row-link
          className="block truncate font-medium outline-none after:absolute after:inset-0"
        >
          {run.name}
        </Link>
      </div>
      <div role="cell" className={clsx(wideCell, "truncate text-ink-2")}>
        {run.agentId} <span className="font-mono text-2xs text-ink-3">{run.agentRevision.slice(0, 7)}</span>
      </div>
      <div role="cell" className={clsx(wideCell, "font-mono text-xs text-ink-2")}>
        v{run.datasetVersion}
      </div>
      <div role="cell" className="min-w-0 @max-[640px]:order-5 @max-[640px]:w-auto">
        <RunProgress run={run} />
      </div>
      {(scorers.length > 0 ? scorers : [""]).map((scorer) => (
        <div key={scorer} role="cell" className={clsx(wideCell, "text-right")}>
          <RunScore run={run} scorer={scorer} />
        </div>
      ))}
      <div role="cell" className={clsx(wideCell, "text-right font-mono text-xs")}>
        <Duration startedAt={run.startedAt} durationMs={run.durationMs} live={isLive(run)} />
      </div>
      <div role="cell" className="text-right text-xs text-ink-2 @max-[640px]:order-3 @max-[640px]:ml-auto">
        <RelativeTime at={run.createdAt} />
      </div>
    </div>
  );
}
