"use client";

import clsx from "clsx";
import Link from "next/link";
import { memo, type ReactNode } from "react";
import { runHref } from "@/components/runs/run-href";
import { StatusMark } from "@/components/runs/status";
import { statusLook } from "@/components/runs/status-look";
import { ChevronRightIcon } from "@/components/ui/icons";
import { Duration } from "@/components/ui/duration";
import { formatDuration } from "@/server/domain/format";
import type { ItemRow } from "@/server/domain/item-result";
import { resultColumns, scorerRoom } from "./result-columns";
import { LazyResultDetail } from "./lazy-result-detail";
import { durationOf, outcomeOf, scoreOf } from "./result-scores";
import { ScoreCell } from "./score-cell";
import { VerdictMark } from "./verdict-mark";
import type { RunRef } from "./use-live-dataset-run";

export type ResultRowProps = {
  row: ItemRow;
  /** The dataset run it is of: with a comparison, rows of the baseline are listed too. */
  of: RunRef;
  agentId: string;
  scorers: readonly string[];
  /** Its scorers' columns are: they show a change or a spread too. */
  broad: boolean;
  baseline: string | undefined;
  open: boolean;
  onToggle: (itemId: string) => void;
};

/** Of the room the table has: one line, or three where there is little. The chevron opens what the line has no room for. */
export const ResultRow = memo(function ResultRow({ row, of, agentId, scorers, broad, baseline, open, onToggle }: ResultRowProps) {
  const { trials, itemId, index } = row;
  const [first] = trials;
  const outcome = outcomeOf(row);
  const single = trials.length === 1 ? first : undefined;
  const live = single !== undefined && !statusLook[single.status].ended;
  return (
    <div role="rowgroup" className="border-b border-line [contain-intrinsic-size:auto_34px] [content-visibility:auto]">
      <div
        role="row"
        className={clsx(
          "group relative flex min-w-0 flex-wrap items-center gap-x-3 px-4 py-2 hover:bg-hover md:px-5 @min-[860px]:h-[34px] @min-[860px]:py-0",
          resultColumns,
          "has-[[data-row-link]:focus-visible]:bg-accent-wash has-[[data-row-link]:focus-visible]:shadow-[inset_2px_0_0_var(--color-accent)]",
          open && "bg-hover",
        )}
      >
        <div role="cell" className="-ml-1.5">
          <button
            type="button"
            data-row-toggle
            tabIndex={-1}
            aria-expanded={open}
            aria-label={`Details of item ${index + 1}`}
            onClick={() => onToggle(itemId)}
            className="relative z-1 flex size-6 items-center justify-center rounded-sm text-ink-3 hover:text-ink"
          >
            <ChevronRightIcon width={12} height={12} className={clsx("transition-transform", open && "rotate-90")} />
          </button>
        </div>
        <div role="cell">{single ? <StatusMark status={single.status} /> : <TrialMarks row={row} />}</div>
        {baseline === undefined ? null : (
          <div role="cell">
            <VerdictMark row={row} />
          </div>
        )}
        <div role="cell" className="font-mono text-xs text-ink-2" title={itemId}>
          #{index + 1}
        </div>
        <div role="cell" className="min-w-0 @max-[860px]:order-2 @max-[860px]:w-full">
          <RowLink row={row} agentId={agentId} runId={single?.runId} onToggle={onToggle}>
            {row.input ?? "—"}
            {row.changed === true ? <span className="pl-2 text-xs text-late">changed</span> : null}
          </RowLink>
        </div>
        <div
          role="cell"
          className={clsx(
            "min-w-0 truncate @max-[860px]:order-3 @max-[860px]:w-full @max-[860px]:pl-0",
            outcome.failed ? "text-fail" : "text-ink-2",
          )}
        >
          {outcome.text ?? (live ? "…" : "—")}
        </div>
        <div role="cell" className="font-mono text-xs @max-[860px]:ml-auto @min-[860px]:text-right">
          {single ? (
            <Duration startedAt={single.startedAt} durationMs={single.durationMs} live={live} />
          ) : (
            formatDuration(durationOf(row))
          )}
        </div>
        {scorers.map((scorer, at) => (
          <div
            key={scorer}
            role="cell"
            className={clsx("text-right font-mono text-xs @max-[860px]:order-4", scorerRoom(at, broad))}
          >
            <ScoreCell scorer={scorer} score={scoreOf(trials, scorer)} change={row.compared?.scorers[scorer]} live={live} />
          </div>
        ))}
      </div>
      {open ? <LazyResultDetail of={of} agentId={agentId} itemId={itemId} baseline={baseline} /> : null}
    </div>
  );
});

type RowLinkProps = {
  row: ItemRow;
  agentId: string;
  runId: string | undefined;
  onToggle: (itemId: string) => void;
  children: ReactNode;
};

/** Its after-layer spans the row. One trial leads to its run; of several, and of what has no run, the row itself tells. */
function RowLink({ row, agentId, runId, onToggle, children }: RowLinkProps) {
  const look = "block max-w-full truncate text-left outline-none after:absolute after:inset-0";
  if (runId !== undefined)
    return (
      <Link href={runHref({ agentId, runId })} prefetch={false} data-row-link className={look}>
        {children}
      </Link>
    );
  return (
    <button type="button" data-row-link onClick={() => onToggle(row.itemId)} className={look}>
      {children}
    </button>
  );
}

const mostMarks = 5;

/** Each trial's own verdict, side by side. */
function TrialMarks({ row: { trials } }: { row: ItemRow }) {
  const completed = trials.filter(({ status }) => status === "completed").length;
  return (
    <span className="flex items-center gap-1 whitespace-nowrap">
      {trials.slice(0, mostMarks).map(({ trial, status }) => {
        const { Icon, ink, word } = statusLook[status];
        return (
          <span key={trial} title={`Trial ${trial}: ${word}`}>
            <span className="sr-only">
              Trial {trial}: {word}.
            </span>
            <Icon className={clsx("size-3.5", ink)} />
          </span>
        );
      })}
      <span className="pl-0.5 text-xs text-ink-2">
        {completed}/{trials.length}
      </span>
    </span>
  );
}
