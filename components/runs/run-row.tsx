import clsx from "clsx";
import Link from "next/link";
import { Duration } from "@/components/ui/duration";
import { RelativeTime } from "@/components/ui/relative-time";
import { formatCost, formatCount, formatTokens } from "@/server/domain/format";
import type { RunSummary } from "@/server/domain/run";
import { runHref } from "./run-href";
import { StatusMark } from "./status";
import { statusLook } from "./status-look";

/** By the room the table has, not the screen: two lines, then the four or five that matter, then all. */
export function runColumns(showAgent: boolean): string {
  return clsx(
    "@min-[560px]:grid @min-[560px]:gap-4",
    showAgent
      ? "@min-[560px]:grid-cols-[104px_minmax(0,1.7fr)_minmax(0,1fr)_92px_92px] @min-[900px]:grid-cols-[104px_minmax(0,1.7fr)_minmax(0,1fr)_56px_64px_72px_92px_92px]"
      : "@min-[560px]:grid-cols-[104px_minmax(0,1fr)_92px_92px] @min-[900px]:grid-cols-[104px_minmax(0,1fr)_56px_64px_72px_92px_92px]",
  );
}

export const figureCell = "hidden text-right @min-[900px]:block";
const number = clsx(figureCell, "font-mono text-xs text-ink-2");

export function RunRow({ run, showAgent }: { run: RunSummary; showAgent: boolean }) {
  const { counts, usage } = run;
  return (
    <div
      role="row"
      className={clsx(
        "group relative flex flex-wrap items-center gap-x-3 border-b border-line px-4 py-2 hover:bg-hover md:px-5 @min-[560px]:h-[34px] @min-[560px]:py-0",
        "has-[[data-row-link]:focus-visible]:bg-accent-wash has-[[data-row-link]:focus-visible]:shadow-[inset_2px_0_0_var(--color-accent)]",
        runColumns(showAgent),
      )}
    >
      <div role="cell" className="@max-[560px]:order-2">
        <StatusMark status={run.status} />
      </div>
      <div role="cell" className="min-w-0 @max-[560px]:order-1 @max-[560px]:w-[calc(100%-92px)]">
        {/* The link's after-layer spans the row: one target, one tab stop, and a real link for a new tab. */}
        <Link
          href={runHref(run)}
          data-row-link
          className="flex min-w-0 items-baseline gap-2 outline-none after:absolute after:inset-0"
        >
          <RunName run={run} />
        </Link>
      </div>
      {showAgent ? (
        <div role="cell" className="min-w-0 truncate text-ink-2 @max-[560px]:order-3">
          {run.agentId}
        </div>
      ) : null}
      <div role="cell" className={number}>
        {formatCount(counts.steps)}
      </div>
      <div role="cell" className={number}>
        {formatTokens(usage && usage.inputTokens + usage.outputTokens)}
      </div>
      <div role="cell" className={number}>
        {formatCost(usage?.costMicroUsd)}
      </div>
      <div role="cell" className="font-mono text-xs @max-[560px]:order-4 @max-[560px]:text-ink-2 @min-[560px]:text-right">
        <Duration startedAt={run.startedAt} durationMs={run.durationMs} live={!statusLook[run.status].ended} />
      </div>
      <div role="cell" className="text-right text-xs text-ink-2 @max-[560px]:order-1 @max-[560px]:ml-auto">
        <RelativeTime at={run.createdAt} />
      </div>
    </div>
  );
}

function RunName({ run }: { run: RunSummary }) {
  if (run.name === undefined) return <span className="truncate font-mono text-xs">{run.runId}</span>;
  return (
    <>
      <span className="max-w-full shrink-0 truncate font-medium">{run.name}</span>
      <span className="hidden truncate font-mono text-2xs text-ink-3 @min-[900px]:inline">{run.runId}</span>
    </>
  );
}
