import clsx from "clsx";
import Link from "next/link";
import type { MouseEvent } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Duration } from "@/components/ui/duration";
import { RelativeTime } from "@/components/ui/relative-time";
import type { RunSummary } from "@/server/domain/run";
import { moreCell, rowShape, runColumns, type TableShape } from "./run-columns";
import { runHref } from "./run-href";
import { StatusMark } from "./status";
import { statusLook } from "./status-look";
import type { Density } from "./table-preferences";
import type { RunSelection } from "./use-run-selection";

type RunRowProps = {
  run: RunSummary;
  shape: TableShape;
  density: Density;
  list: string;
  selection?: RunSelection;
  peeked?: boolean;
  onPeek?: (run: RunSummary) => void;
};

/** Where there is a place to peek, below this a click opens. */
export const hasRoomToPeek = (): boolean => matchMedia("(min-width: 1120px)").matches;

export function RunRow({ run, shape, density, list, selection, peeked = false, onPeek }: RunRowProps) {
  const chosen = selection?.has(run.runId) ?? false;
  return (
    <div
      role="row"
      data-run={run.runId}
      aria-selected={selection ? chosen : undefined}
      className={clsx(
        "group relative flex flex-wrap items-center gap-x-3 border-b border-line px-4 py-2 hover:bg-hover md:px-5 @min-[560px]:py-0",
        density === "dense" ? "@min-[560px]:h-7" : "@min-[560px]:h-[34px]",
        "has-[[data-row-link]:focus-visible]:bg-accent-wash has-[[data-row-link]:focus-visible]:shadow-[inset_2px_0_0_var(--color-accent)]",
        (chosen || peeked) && "bg-accent-wash",
        rowShape,
      )}
    >
      {selection ? (
        <div role="cell" className="relative z-10 @max-[560px]:order-2">
          {/* The box is small; its target is not. */}
          <label className="-m-1 flex size-6 items-center justify-center">
            <span className="sr-only">Choose {run.name ?? run.runId}</span>
            <Checkbox
              checked={chosen}
              // Shift is the mouse's; a change event does not tell.
              onClick={(event) => selection.tick(run.runId, event.shiftKey)}
              readOnly
            />
          </label>
        </div>
      ) : null}
      <div role="cell" className="@max-[560px]:order-2">
        <StatusMark status={run.status} />
      </div>
      <div role="cell" className="min-w-0 @max-[560px]:order-1 @max-[560px]:w-[calc(100%-92px)]">
        {/* The link's after-layer spans the row: one target, one tab stop, and a real link for a new tab. */}
        <Link
          href={`${runHref(run)}${list}`}
          data-row-link
          {...(onPeek ? { onClick: (event: MouseEvent) => peekInstead(event, () => onPeek(run)) } : {})}
          className="flex min-w-0 items-baseline gap-2 outline-none after:absolute after:inset-0"
        >
          <RunName run={run} />
        </Link>
      </div>
      {shape.showAgent ? (
        <div role="cell" className="min-w-0 truncate text-ink-2 @max-[560px]:order-3">
          {run.agentId}
        </div>
      ) : null}
      {runColumns
        .filter(({ id }) => shape.columns.includes(id))
        .map((column) => (
          <div
            key={column.id}
            role="cell"
            className={clsx(moreCell("figure" in column), "text-ink-2", "figure" in column && "font-mono text-xs")}
          >
            {column.show(run)}
          </div>
        ))}
      <div role="cell" className="font-mono text-xs @max-[560px]:order-4 @max-[560px]:text-ink-2 @min-[560px]:text-right">
        <Duration startedAt={run.startedAt} durationMs={run.durationMs} live={!statusLook[run.status].ended} />
      </div>
      <div role="cell" className="text-right text-xs text-ink-2 @max-[560px]:order-1 @max-[560px]:w-20">
        <RelativeTime at={run.createdAt} />
      </div>
    </div>
  );
}

/** A plain click of the mouse peeks; Enter, and a click with a key held, go where the link goes. */
function peekInstead(event: MouseEvent, peek: () => void): void {
  if (event.detail === 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (!hasRoomToPeek()) return;
  event.preventDefault();
  peek();
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
