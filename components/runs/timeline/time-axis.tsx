import { formatTick } from "@/server/domain/format";
import { axisTicks } from "@/server/domain/timeline";
import { timelineColumns } from "./timeline-row";

export function TimelineHead({ spanMs }: { spanMs: number }) {
  const { stepMs, ticks } = axisTicks(spanMs, 7);
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={`sticky top-0 z-10 h-[26px] items-center border-b border-line bg-sunk text-xs text-ink-3 ${timelineColumns}`}
    >
      <div role="columnheader" className="pl-9">
        Step
      </div>
      <div role="columnheader" className="pr-3 text-right">
        Time
      </div>
      <div role="columnheader" className="h-full overflow-hidden pr-3">
        <span className="sr-only">Timeline</span>
        <div className="relative h-full" aria-hidden="true">
          {ticks.map((tick) => (
            <span
              key={tick}
              className="absolute top-1 pl-1 font-mono text-2xs whitespace-nowrap not-first:max-sm:hidden"
              style={{ left: `${(tick / spanMs) * 100}%` }}
            >
              {/* A label at the very edge would be cut. */}
              {tick / spanMs > 0.93 ? null : formatTick(tick, stepMs)}
            </span>
          ))}
        </div>
      </div>
    </div>
  );
}

/** The lines of the ticks, and while the run goes on the line of now, behind all rows. */
export function TimeLines({ spanMs, live }: { spanMs: number; live: boolean }) {
  const { ticks } = axisTicks(spanMs, 7);
  return (
    <div aria-hidden="true" className={`pointer-events-none absolute inset-0 ${timelineColumns}`}>
      <div className="col-start-3 h-full pr-3">
        <div className="relative h-full">
          {ticks.map((tick) => (
            <span
              key={tick}
              className="absolute inset-y-0 w-px bg-line max-sm:not-first:hidden"
              style={{ left: `${(tick / spanMs) * 100}%` }}
            />
          ))}
          {live ? <span className="absolute inset-y-0 right-0 w-px bg-accent" /> : null}
        </div>
      </div>
    </div>
  );
}
