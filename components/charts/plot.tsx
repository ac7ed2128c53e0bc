import clsx from "clsx";
import { piecesOf, stack, type Series } from "./chart-series";
import type { Scale } from "./chart-scale";

type PlotProps = { count: number; series: readonly Series[]; scale: Scale };

const height = 100;

/** Bars and lines in a box that stretches with its place; strokes keep their width. */
export function Plot({ count, series, scale }: PlotProps) {
  const y = (value: number) => height - (value / scale.top) * height;
  const bars = series.filter(({ shape }) => shape === "bar");
  const lines = series.filter(({ shape }) => shape === "line");
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${count} ${height}`}
      preserveAspectRatio="none"
      className="absolute inset-0 h-full w-full overflow-visible"
    >
      {stack(bars).map((layer, n) => (
        <g key={bars[n]?.name} className={bars[n]?.ink} fill="currentColor">
          {layer.map(({ at, low, high }) => (
            // Few of many are still seen: a bar is never lower than a line of one pixel or so.
            <rect key={at} x={at + 0.12} width={0.76} y={Math.min(y(high), y(low) - 1)} height={Math.max(1, y(low) - y(high))} />
          ))}
        </g>
      ))}
      {lines.map(({ name, ink, dashed = false, values }) => (
        <g key={name} className={ink} fill="none" stroke="currentColor" strokeWidth={1.5} strokeLinejoin="round">
          {piecesOf(values).map((piece) => (
            <path
              key={piece[0]?.at}
              vectorEffect="non-scaling-stroke"
              strokeLinecap="round"
              strokeDasharray={dashed && piece.length > 1 ? "1 4" : undefined}
              // A point alone would be nothing to see as a line: it is a dot.
              className={clsx(piece.length === 1 && "[stroke-width:5px]")}
              d={
                piece.map(({ at, value }, n) => `${n === 0 ? "M" : "L"}${at + 0.5} ${y(value).toFixed(2)}`).join("") +
                (piece.length === 1 ? "h0" : "")
              }
            />
          ))}
        </g>
      ))}
    </svg>
  );
}
