import { formatDuration, formatTick } from "@/server/domain/format";
import type { Stretch } from "@/server/domain/timeline/idle-stretches";
import type { TimeScale } from "@/server/domain/timeline/time-scale";
import { timelineColumns } from "./timeline-row";

const mostTicks = 7;

type HeadProps = { scale: TimeScale; startMs: number; onOpenFold: (stretch: Stretch) => void };

export function TimelineHead({ scale, startMs, onOpenFold }: HeadProps) {
  const { stepMs, marks } = scale.ticks(mostTicks);
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={`sticky top-0 z-10 h-[26px] items-center border-b border-line bg-sunk text-xs text-ink-3 max-sm:h-[46px] max-sm:grid-rows-[26px_20px] ${timelineColumns}`}
    >
      <div role="columnheader" className="pl-9">
        Step
      </div>
      <div role="columnheader" className="pr-3 text-right">
        Time
      </div>
      <div role="columnheader" className="h-full overflow-hidden pr-3 max-sm:col-span-2 max-sm:pl-3">
        <span className="sr-only">Timeline</span>
        <div data-lane="" className="relative h-full">
          {withRoom(marks.map(({ atMs, unit }) => ({ unit, word: formatTick(Math.round(atMs - startMs), stepMs) }))).map(
            ({ unit, word }) => (
              <span
                key={unit}
                aria-hidden="true"
                className="absolute top-1 pl-1 max-sm:top-0 max-sm:border-l max-sm:border-line-strong font-mono text-2xs whitespace-nowrap"
                style={{ left: percent(unit) }}
              >
                {word}
              </span>
            ),
          )}
          {scale.folds.map(({ left, width, ...stretch }) => (
            <button
              key={stretch.fromMs}
              type="button"
              tabIndex={-1}
              title={`${formatDuration(stretch.toMs - stretch.fromMs)} idle: show it at its length`}
              aria-label={`Show ${formatDuration(stretch.toMs - stretch.fromMs)} of idle time at its length`}
              onClick={() => onOpenFold(stretch)}
              className="hatched absolute inset-y-0 min-w-3 border-x border-line-strong bg-sunk"
              style={{ left: percent(left), width: percent(width) }}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

/** The lines of the ticks, idle time that is drawn short, and while the run goes on the line of now, behind all rows. */
export function TimeLines({ scale, now }: { scale: TimeScale; now: number | undefined }) {
  const at = now === undefined ? undefined : scale.toUnit(now);
  return (
    <div aria-hidden="true" className={`pointer-events-none absolute inset-0 max-sm:hidden ${timelineColumns}`}>
      <div className="col-start-3 h-full overflow-hidden pr-3">
        <div className="relative h-full">
          {scale.ticks(mostTicks).marks.map(({ atMs, unit }) => (
            <span key={atMs} className="absolute inset-y-0 w-px bg-line" style={{ left: percent(unit) }} />
          ))}
          {scale.folds.map(({ fromMs, left, width }) => (
            <span
              key={fromMs}
              className="absolute inset-y-0 border-x border-dashed border-line-strong bg-sunk"
              style={{ left: percent(left), width: percent(width) }}
            />
          ))}
          {at === undefined || at < 0 || at > 1 ? null : (
            <span className="absolute inset-y-0 w-px bg-accent" style={{ left: `min(${percent(at)}, calc(100% - 1px))` }} />
          )}
        </div>
      </div>
    </div>
  );
}

/** A letter's part of the lane, at its narrowest. */
const letter = 0.016;

/** Those that end before the next one begins, and before the edge: deep in a long run a moment takes many digits. */
function withRoom(labels: { unit: number; word: string }[]): { unit: number; word: string }[] {
  let free = Number.NEGATIVE_INFINITY;
  return labels.filter(({ unit, word }) => {
    const end = unit + word.length * letter;
    if (unit < free || end > 1) return false;
    free = end;
    return true;
  });
}

const percent = (part: number): string => `${(part * 100).toFixed(3)}%`;
