"use client";

import clsx from "clsx";
import type { ReactNode } from "react";
import { ChartLegend } from "./chart-legend";
import { scaleOf, type Unit } from "./chart-scale";
import { largestOf, type Mark, type Series } from "./chart-series";
import { Plot } from "./plot";
import { spanWords, timeTicks, type Span } from "./point-times";
import { usePointChoice, type Choice } from "./use-point-choice";

export type ChartProps = {
  title: string;
  /** What it comes to over all points. */
  summary: ReactNode;
  points: readonly Span[];
  series: readonly Series[];
  unit: Unit;
  format: (value: number | undefined) => string;
  formatTick: (value: number, step: number) => string;
  marks: readonly Mark[];
  active: number | undefined;
  onActive: (at: number | undefined) => void;
  onOpen: (choice: Choice) => void;
  wide: boolean;
};

const percent = (part: number) => `${(part * 100).toFixed(3)}%`;

/** A chart one reads by its crosshair: by pointer or arrow keys it goes from point to point, and the words above say the values. */
export function Chart(props: ChartProps) {
  const { title, summary, points, series, unit, format, formatTick, marks, active, onActive, onOpen, wide } = props;
  const count = points.length;
  const scale = scaleOf(largestOf(series), unit);
  const { selection, handlers } = usePointChoice({ count, active, onActive, onOpen });
  const at = active ?? count - 1;
  const point = points[at];
  const said = series.map(({ name, values }) => `${name} ${format(values[at])}`).join(", ");
  const mark = active === undefined ? undefined : marks.findLast((one) => Math.floor(one.at) === active);
  return (
    <figure
      className={clsx("flex min-w-0 flex-col rounded-lg border border-line bg-panel px-3 pt-2.5 pb-2", wide && "col-span-full")}
    >
      <figcaption className="flex items-baseline gap-3">
        <h3 className="text-xs text-ink-2">{title}</h3>
        <span className="ml-auto truncate text-xs text-ink-2">
          {active !== undefined && point ? (mark ? `${mark.word} · ${spanWords(point)}` : spanWords(point)) : null}
        </span>
      </figcaption>
      <div className="flex flex-wrap items-baseline gap-x-3">
        <p className="flex items-baseline gap-1.5 text-lg font-semibold">{summary}</p>
        <ChartLegend series={series} at={active} format={format} />
      </div>
      <div className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-2">
        <Scale ticks={scale.ticks} top={scale.top} word={(tick) => formatTick(tick, scale.step)} />
        <div
          role="slider"
          tabIndex={0}
          aria-label={`${title} over time`}
          aria-valuemin={0}
          aria-valuemax={count - 1}
          aria-valuenow={at}
          aria-valuetext={point ? `${spanWords(point)}: ${said}` : undefined}
          className={clsx("relative cursor-pointer touch-pan-y rounded-xs select-none", wide ? "h-36" : "h-28")}
          {...handlers}
        >
          {scale.ticks.map((tick) => (
            <span
              key={tick}
              className={clsx("absolute inset-x-0 h-px", tick === 0 ? "bg-line-strong" : "bg-line")}
              style={{ bottom: percent(tick / scale.top) }}
            />
          ))}
          {selection ? (
            <span
              className="absolute inset-y-0 bg-accent-wash"
              style={{ left: percent(selection.from / count), width: percent((selection.to + 1 - selection.from) / count) }}
            />
          ) : active === undefined ? null : (
            <span className="absolute inset-y-0 bg-hover" style={{ left: percent(active / count), width: percent(1 / count) }} />
          )}
          <Plot count={count} series={series} scale={scale} />
          {marks.map((one) => (
            <span
              key={one.at}
              title={one.word}
              className="absolute -top-1 bottom-0 border-l border-dashed border-ink"
              style={{ left: percent(one.at / count) }}
            />
          ))}
          {active === undefined ? null : (
            <span className="absolute inset-y-0 w-px bg-ink-3" style={{ left: percent((active + 0.5) / count) }} />
          )}
        </div>
        <div aria-hidden="true" className="relative col-start-2 mt-1 h-4 text-2xs text-ink-3">
          {timeTicks(points).map((tick) => (
            <span
              key={tick.at}
              className="absolute -translate-x-1/2 whitespace-nowrap even:max-sm:hidden"
              style={{ left: `clamp(14px, ${percent((tick.at + 0.5) / count)}, calc(100% - 14px))` }}
            >
              {tick.word}
            </span>
          ))}
        </div>
      </div>
    </figure>
  );
}

/** The words beside the lines; the widest of them makes the room for all. */
function Scale({ ticks, top, word }: { ticks: readonly number[]; top: number; word: (tick: number) => string }) {
  return (
    <div aria-hidden="true" className="relative min-w-8 text-right text-2xs text-ink-3">
      {ticks.map((tick) => (
        <span key={tick} className="invisible block h-0 whitespace-nowrap">
          {word(tick)}
        </span>
      ))}
      {ticks.map((tick) => (
        <span
          key={tick}
          className="absolute right-0 translate-y-1/2 leading-none whitespace-nowrap"
          style={{ bottom: percent(tick / top) }}
        >
          {word(tick)}
        </span>
      ))}
    </div>
  );
}
