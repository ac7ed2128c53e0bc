import clsx from "clsx";
import Link from "next/link";
import type { CSSProperties } from "react";
import { StatusMark } from "@/components/runs/status";
import { Checkbox } from "@/components/ui/checkbox";
import { Duration } from "@/components/ui/duration";
import { RelativeTime } from "@/components/ui/relative-time";
import type { DatasetRun } from "@/server/domain/dataset-run";
import { datasetRunHref } from "../dataset-run-href";
import { isLive } from "../dataset-run-progress";
import { RunProgress } from "./run-progress";
import { RunScore } from "./run-scores";

/** By the room the table has: two lines, then what matters, then all. */
export const datasetRunColumns = clsx(
  "@min-[640px]:grid @min-[640px]:gap-4 @min-[640px]:grid-cols-[24px_96px_minmax(0,1.3fr)_minmax(0,1fr)_84px]",
  "@min-[1000px]:grid-cols-[24px_96px_minmax(0,1fr)_36px_168px_repeat(var(--scorers),88px)_84px_84px]",
  "@min-[1180px]:grid-cols-[24px_96px_minmax(0,1.1fr)_minmax(0,1fr)_36px_168px_repeat(var(--scorers),88px)_84px_84px]",
);
export const scorerColumns = (scorers: readonly string[]) => ({ "--scorers": Math.max(1, scorers.length) }) as CSSProperties;
export const wideCell = "hidden min-w-0 @min-[1000px]:block";
/** The usual name says the agent too. */
export const widestCell = "hidden min-w-0 @min-[1180px]:block";

/** Of a score: by its scorer's name on a phone, where it has no column; in between there is no room. */
const scoreCell =
  "min-w-0 @max-[640px]:order-6 @max-[640px]:flex @max-[640px]:gap-1.5 @min-[640px]:text-right @min-[640px]:@max-[1000px]:hidden";

type DatasetRunRowProps = {
  run: DatasetRun;
  datasetName: string;
  scorers: readonly string[];
  ticked: boolean;
  onTick: (ticked: boolean) => void;
};

export function DatasetRunRow({ run, datasetName, scorers, ticked, onTick }: DatasetRunRowProps) {
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
          title={run.name}
          className="block truncate font-medium outline-none after:absolute after:inset-0"
        >
          {withoutDataset(run.name, datasetName)}
        </Link>
      </div>
      <div role="cell" className={clsx(widestCell, "truncate text-ink-2")}>
        {run.agentId} <span className="font-mono text-2xs text-ink-3">{run.agentRevision.slice(0, 7)}</span>
      </div>
      <div role="cell" className={clsx(wideCell, "font-mono text-xs text-ink-2")}>
        v{run.datasetVersion}
      </div>
      <div role="cell" className="min-w-0 @max-[640px]:order-5 @max-[640px]:w-[55%]">
        <RunProgress run={run} />
      </div>
      {(scorers.length > 0 ? scorers : [""]).map((scorer, index) => (
        <div
          key={scorer}
          role="cell"
          className={clsx(
            scoreCell,
            index === 0 && "@max-[640px]:pl-7",
            (run.scores[scorer] === undefined || index > 1) && "@max-[640px]:hidden",
          )}
        >
          <span className="text-xs text-ink-3 @min-[640px]:sr-only">{scorer}</span>
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

/** All of them are on the one whose page this is: the usual name says it at its end, where it would be cut. */
function withoutDataset(name: string, dataset: string): string {
  const end = ` on ${dataset}`;
  return name.endsWith(end) && name.length > end.length ? name.slice(0, -end.length) : name;
}
