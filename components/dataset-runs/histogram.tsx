import clsx from "clsx";
import { formatCount } from "@/server/domain/format";
import type { Bar } from "@/server/domain/tally";

type HistogramProps = { label: string; bars: readonly Bar[]; format: (value: number) => string; look: string };

/** How values lie. Bars are there from one on; what is empty has its place. */
export function Histogram({ label, bars, format, look }: HistogramProps) {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const [first, last] = [bars[0], bars.at(-1)];
  const words = bars
    .filter(({ count }) => count > 0)
    .map(({ from, to, count }) => `${formatCount(count)} from ${format(from)} to ${format(to)}`);
  return (
    <div className="mt-auto">
      <div
        role="img"
        aria-label={`${label}: ${words.length === 0 ? "nothing yet" : words.join(", ")}`}
        className="flex h-10 items-end gap-0.5"
      >
        {bars.map(({ from, to, count }) => (
          <span
            key={from}
            title={`${format(from)} to ${format(to)}: ${formatCount(count)}`}
            className={clsx("flex h-full min-w-0 flex-1 items-end border-b border-line", bars.length === 1 && "max-w-8")}
          >
            <span
              className={clsx("block w-full rounded-t-xs", look)}
              style={{ height: count === 0 ? 0 : `max(2px, ${((count / most) * 100).toFixed(1)}%)` }}
            />
          </span>
        ))}
      </div>
      <div aria-hidden="true" className="flex justify-between pt-0.5 text-2xs text-ink-3">
        <span>{first ? format(first.from) : ""}</span>
        <span>{last && last !== first ? format(last.to) : ""}</span>
      </div>
    </div>
  );
}
