import clsx from "clsx";
import { departuresOf } from "@/components/rerun/step-origin";
import { KindSquare } from "@/components/runs/kind-look";
import { statusLook } from "@/components/runs/status-look";
import { AlertIcon, ChevronRightIcon } from "@/components/ui/icons";
import { formatDuration } from "@/server/domain/format";
import type { Step } from "@/server/domain/step";
import type { TimeBounds, TimelineRow as Row } from "@/server/domain/timeline";
import { Bar } from "./bar";
import { barLabelOf, noteOf } from "./step-notes";

export const timelineColumns =
  "grid grid-cols-[minmax(0,1fr)_64px_88px] sm:grid-cols-[minmax(180px,1fr)_68px_minmax(0,1.2fr)] lg:grid-cols-[minmax(0,340px)_72px_minmax(0,1fr)]";

/** Deep trees keep their names in sight: from here on, depth is told by aria-level alone. */
const deepest = 10;

type TimelineRowProps = {
  row: Row;
  id: string;
  index: number;
  top: number;
  selected: boolean;
  active: boolean;
  bounds: TimeBounds;
  now: number;
  onSelect: (stepId: string) => void;
  onFold: (stepId: string) => void;
};

export function TimelineRow({ row, id, index, top, selected, active, bounds, now, onSelect, onFold }: TimelineRowProps) {
  const { step, depth, expanded, failuresBelow } = row;
  return (
    <div
      role="row"
      id={id}
      aria-level={depth + 1}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-rowindex={index + 2}
      aria-expanded={expanded}
      aria-selected={selected}
      onClick={() => onSelect(step.id)}
      className={clsx(
        "absolute inset-x-0 h-[30px] cursor-default items-center border-b border-line",
        timelineColumns,
        selected ? "bg-accent-wash shadow-[inset_2px_0_0_var(--color-accent)]" : "hover:bg-hover",
        active &&
          "group-focus-visible/tree:outline-2 group-focus-visible/tree:-outline-offset-2 group-focus-visible/tree:outline-accent",
      )}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div
        role="gridcell"
        className="flex min-w-0 items-center gap-2 pr-2 [--indent:16px] max-sm:[--indent:9px]"
        style={{ paddingLeft: `calc(10px + ${Math.min(depth, deepest)} * var(--indent))` }}
      >
        <Twisty step={step} expanded={expanded} onFold={onFold} />
        <KindSquare kind={step.kind} />
        <StepName step={step} hiddenFailures={expanded === false ? failuresBelow : 0} />
      </div>
      <div role="gridcell" className="pr-3 text-right font-mono text-xs text-ink-2">
        {timeOf(step, now)}
      </div>
      <div role="gridcell" className="h-full pr-3">
        <div className="relative h-full">
          <Bar step={step} failuresBelow={failuresBelow} bounds={bounds} now={now} label={barLabelOf(step)} />
        </div>
      </div>
    </div>
  );
}

type TwistyProps = { step: Step; expanded: boolean | undefined; onFold: (stepId: string) => void };

function Twisty({ step, expanded, onFold }: TwistyProps) {
  if (expanded === undefined) return <span className="w-4 shrink-0" />;
  return (
    // For the mouse only: from the keyboard the arrow keys fold, and the row says aria-expanded.
    <span
      aria-hidden="true"
      onClick={(event) => {
        event.stopPropagation();
        onFold(step.id);
      }}
      className="-my-1 -ml-1 flex size-6 shrink-0 cursor-pointer items-center justify-center rounded-sm text-ink-3 hover:bg-line hover:text-ink"
    >
      <ChevronRightIcon width={12} height={12} className={clsx("transition-transform duration-100", expanded && "rotate-90")} />
    </span>
  );
}

function StepName({ step, hiddenFailures }: { step: Step; hiddenFailures: number }) {
  const { Icon, ink, word } = statusLook[step.status];
  const note = noteOf(step);
  const plain = step.status === "completed" || step.status === "reused";
  return (
    <>
      <span className={clsx("max-w-[70%] shrink-0 truncate", step.status === "reused" && "text-ink-2")}>{step.name}</span>
      {plain ? null : (
        <>
          <Icon className={clsx("size-3.5 shrink-0", ink, step.status === "running" && "animate-pulse-soft")} />
          <span className="sr-only">{word}</span>
        </>
      )}
      {hiddenFailures > 0 ? (
        <span className="flex shrink-0 items-center gap-1 text-2xs text-fail">
          <AlertIcon width={13} height={13} /> {hiddenFailures}
          <span className="sr-only"> failed below</span>
        </span>
      ) : null}
      {departuresOf(step).map(({ word: departure }) => (
        <span key={departure} className="shrink-0 rounded-sm border border-line-strong px-1 text-2xs leading-4 text-ink-2">
          {departure}
        </span>
      ))}
      {note === undefined ? null : <span className="min-w-0 truncate text-xs text-ink-3">{note}</span>}
    </>
  );
}

function timeOf(step: Step, now: number): string {
  if (step.status === "reused") return "—";
  if (step.endedAt === undefined) return formatDuration(Math.max(0, now - step.startedAt));
  const note = step.kind === "planning" || step.kind === "reasoning" || step.kind === "log";
  return note && step.durationMs === 0 ? "" : formatDuration(step.durationMs);
}
