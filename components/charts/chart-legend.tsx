import clsx from "clsx";
import type { Series } from "./chart-series";

type ChartLegendProps = { series: readonly Series[]; at: number | undefined; format: (value: number | undefined) => string };

/** Which mark is what, and at the crosshair how much. */
export function ChartLegend({ series, at, format }: ChartLegendProps) {
  return (
    <ul className="ml-auto flex min-w-0 flex-wrap justify-end gap-x-3 text-xs text-ink-2">
      {series.map(({ name, shape, ink, dashed = false, values }) => (
        <li key={name} className="flex min-w-0 items-baseline gap-1.5">
          <span
            aria-hidden="true"
            className={clsx(
              ink,
              "shrink-0 self-center",
              shape === "bar" ? "size-2 rounded-xs bg-current" : "w-3 border-t-2 border-current",
              shape === "line" && dashed && "border-dotted",
            )}
          />
          <span className="truncate">{name}</span>
          {at === undefined ? null : <span className="font-medium text-ink">{format(values[at])}</span>}
        </li>
      ))}
    </ul>
  );
}
