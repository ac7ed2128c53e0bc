import clsx from "clsx";
import type { ReactNode } from "react";
import { departuresOf } from "@/components/rerun/step-origin";
import { KindSquare } from "@/components/runs/kind-look";
import { shownStatus, statusLook } from "@/components/runs/status-look";
import { AlertIcon, ChevronRightIcon } from "@/components/ui/icons";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount, formatDuration } from "@/server/domain/format";
import type { RunStatus } from "@/server/domain/run-status";
import type { FoldedPart } from "@/server/domain/timeline/fold-siblings";
import type { TimeScale } from "@/server/domain/timeline/time-scale";
import { Bar, BarsOf, GroupBars } from "./bar";
import type { ShownRow } from "./shown-rows";
import { barLabelOf, noteOf, timeOf } from "./step-notes";

/** On a phone the bar has a line of its own, below the name and the time. */
export const timelineColumns =
  "grid grid-cols-[minmax(0,1fr)_92px] sm:grid-cols-[minmax(160px,1fr)_92px_minmax(0,1.2fr)] lg:grid-cols-[minmax(0,328px)_92px_minmax(0,1fr)]";

/** Deep trees keep their names in sight: from here on, depth is told by aria-level alone. */
const deepest = 10;

export type RowContext = {
  scale: TimeScale;
  runStatus: RunStatus;
  now: number;
  failuresBelow: (stepId: string) => number;
  isCritical: (stepId: string) => boolean;
  /** Where one looks for some steps only: the others are here to show where those stand. */
  isMatch: ((stepId: string) => boolean) | undefined;
};

type TimelineRowProps = {
  row: ShownRow;
  index: number;
  top: number;
  height: number;
  selected: boolean;
  focusable: boolean;
  context: RowContext;
  onSelect: () => void;
  onFold: () => void;
  onOpenTries: () => void;
};

export function TimelineRow({
  row,
  index,
  top,
  height,
  selected,
  focusable,
  context,
  onSelect,
  onFold,
  onOpenTries,
}: TimelineRowProps) {
  const expanded = row.type === "unread" ? undefined : row.expanded;
  const dimmed = row.type === "step" && context.isMatch?.(row.step.id) === false;
  return (
    <div
      role="row"
      data-row={row.key}
      aria-level={row.depth + 1}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-rowindex={index + 2}
      aria-expanded={expanded}
      aria-selected={selected}
      aria-busy={row.type === "unread" ? true : undefined}
      tabIndex={focusable ? 0 : -1}
      onClick={onSelect}
      className={clsx(
        "absolute inset-x-0 cursor-default items-center border-b border-line outline-none max-sm:grid-rows-[24px_20px]",
        "focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-accent",
        timelineColumns,
        selected ? "bg-accent-wash shadow-[inset_2px_0_0_var(--color-accent)]" : "hover:bg-hover",
        dimmed && "text-ink-3",
      )}
      style={{ transform: `translateY(${top}px)`, height }}
    >
      <div
        role="gridcell"
        className="flex min-w-0 items-center gap-2 overflow-x-clip pr-2 [--indent:16px] max-sm:[--indent:9px]"
        style={{ paddingLeft: `calc(10px + ${Math.min(row.depth, deepest)} * var(--indent))` }}
      >
        <Twisty expanded={expanded} onFold={onFold} />
        {row.type === "step" ? (
          <StepCell
            row={row}
            runStatus={context.runStatus}
            hiddenFailures={expanded === false ? context.failuresBelow(row.step.id) : 0}
            onOpenTries={onOpenTries}
          />
        ) : row.type === "group" ? (
          <GroupCell part={row.part} />
        ) : (
          <Skeleton className="h-2.5 w-40 max-w-full" />
        )}
      </div>
      <div role="gridcell" className="pr-3 text-right font-mono text-xs whitespace-nowrap text-ink-2">
        {row.type === "step" ? timeOf(row.step, context.now) : row.type === "group" ? spanOf(row.part, context.now) : ""}
      </div>
      <div role="gridcell" className="h-full pr-3 max-sm:col-span-2 max-sm:pl-3">
        <div className="relative h-full overflow-x-clip">
          {row.type === "step" ? (
            <>
              {row.triesBefore.length > 0 ? <BarsOf steps={row.triesBefore} scale={context.scale} now={context.now} /> : null}
              <Bar
                step={row.step}
                goesOn={!statusLook[shownStatus(row.step.status, context.runStatus)].ended}
                failuresBelow={context.failuresBelow(row.step.id)}
                scale={context.scale}
                now={context.now}
                label={barLabelOf(row.step)}
                critical={context.isCritical(row.step.id)}
              />
            </>
          ) : row.type === "group" ? (
            <GroupBars part={row.part} members={row.members} scale={context.scale} now={context.now} />
          ) : null}
        </div>
      </div>
    </div>
  );
}

function Twisty({ expanded, onFold }: { expanded: boolean | undefined; onFold: () => void }) {
  if (expanded === undefined) return <span className="w-4 shrink-0" />;
  return (
    // For the mouse only: from the keyboard the arrow keys fold, and the row says aria-expanded.
    <span
      aria-hidden="true"
      data-twisty=""
      onClick={(event) => {
        event.stopPropagation();
        onFold();
      }}
      className="-my-1 -ml-1 flex size-6 shrink-0 cursor-pointer items-center justify-center rounded-sm text-ink-3 hover:bg-line hover:text-ink"
    >
      <ChevronRightIcon width={12} height={12} className={clsx("transition-transform duration-100", expanded && "rotate-90")} />
    </span>
  );
}

type StepCellProps = {
  row: Extract<ShownRow, { type: "step" }>;
  runStatus: RunStatus;
  hiddenFailures: number;
  onOpenTries: () => void;
};

function StepCell({ row: { step, triesBefore }, runStatus, hiddenFailures, onOpenTries }: StepCellProps) {
  const status = shownStatus(step.status, runStatus);
  const { Icon, ink, word } = statusLook[status];
  const note = noteOf(step);
  const plain = step.status === "completed" || step.status === "reused";
  return (
    <>
      <KindSquare kind={step.kind} />
      <span className={clsx(nameShape, step.status === "reused" && "text-ink-2")} dir="auto">
        {step.name}
      </span>
      {plain ? null : (
        <>
          <Icon className={clsx("size-3.5 shrink-0", ink, status === "running" && "animate-pulse-soft")} />
          <span className="sr-only">{word}</span>
        </>
      )}
      {triesBefore.length > 0 ? (
        // For the mouse only: the error keys lead to each try.
        <button
          type="button"
          tabIndex={-1}
          title="Show each try in a row of its own"
          onClick={(event) => {
            event.stopPropagation();
            onOpenTries();
          }}
          className={clsx(chipShape, "hover:bg-line hover:text-ink")}
        >
          ×{formatCount(triesBefore.length + 1)}
          <span className="sr-only"> tries, all but the last failed</span>
        </button>
      ) : null}
      <HiddenFailures count={hiddenFailures} />
      {departuresOf(step).map(({ word: departure }) => (
        <Chip key={departure}>{departure}</Chip>
      ))}
      {note === undefined ? null : (
        <span className={noteShape} dir="auto">
          {note}
        </span>
      )}
    </>
  );
}

function GroupCell({ part: { name, kind, from, to, failures, open, waiting } }: { part: FoldedPart }) {
  const still = [open > waiting ? `${open - waiting} running` : "", waiting > 0 ? `${waiting} waiting` : ""].filter(
    (word) => word !== "",
  );
  return (
    <>
      <KindSquare kind={kind} />
      <span className={nameShape} dir="auto">
        {name}
      </span>
      <Chip>×{formatCount(to - from)}</Chip>
      <HiddenFailures count={failures} />
      {still.length > 0 ? <span className={noteShape}>{still.join(", ")}</span> : null}
    </>
  );
}

function HiddenFailures({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span className="flex shrink-0 items-center gap-1 text-2xs text-fail">
      <AlertIcon width={13} height={13} /> {count}
      <span className="sr-only"> failed below</span>
    </span>
  );
}

/** Where there is little room the note gives way first, then the name; what counts stays. */
const nameShape = "max-w-[70%] min-w-[3ch] truncate";
const noteShape = "min-w-0 flex-1 truncate text-xs text-ink-3";
const chipShape = "shrink-0 rounded-sm border border-line-strong px-1 text-2xs leading-4 text-ink-2";

function Chip({ children }: { children: ReactNode }) {
  return <span className={chipShape}>{children}</span>;
}

function spanOf({ startedAt, endedAt }: FoldedPart, now: number): string {
  return formatDuration(Math.max(0, (endedAt ?? now) - startedAt));
}
