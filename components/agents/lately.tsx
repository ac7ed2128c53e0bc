import clsx from "clsx";
import { formatCount, formatDuration, formatShare } from "@/server/domain/format";
import { endedRuns, errorRate, isMany, type TrendFigures } from "@/server/domain/trends";

/** The last days in a line: how many runs, how many failed, how long they took. It holds its place until it is known. */
export function Lately({ known, figures }: { known: boolean; figures: TrendFigures | undefined }) {
  if (!known) return <span aria-hidden="true">&nbsp;</span>;
  const runs = figures ? endedRuns(figures.runs) : 0;
  if (!figures || runs === 0) return <span className="text-ink-3">No run ended in 7 days</span>;
  const failed = errorRate(figures.runs) ?? 0;
  return (
    <span className="flex flex-wrap gap-x-3">
      <span>
        {formatCount(runs)} {runs === 1 ? "run" : "runs"} in 7 days
      </span>
      <span className={clsx(isMany(failed) && "text-fail")}>{failed > 0 ? `${formatShare(failed)} failed` : "none failed"}</span>
      <span>p50 {formatDuration(figures.p50)}</span>
      <span>p95 {formatDuration(figures.p95)}</span>
    </span>
  );
}
