import clsx from "clsx";
import { formatCount } from "@/server/domain/format";
import type { DatasetRunCounts } from "@/server/domain/dataset-run-glance";
import { endedOf } from "./dataset-run-progress";

/** What has ended and how, what runs, what waits; the rest of the bar is still to come. */
export function ProgressBar({ run }: { run: DatasetRunCounts }) {
  const all = run.totalItems * run.trials;
  const parts = [
    { word: "completed", count: run.completedCount, look: "bg-ok" },
    { word: "error", count: run.errorCount, look: "bg-fail" },
    { word: "timeout", count: run.timeoutCount, look: "bg-late" },
    { word: "cancelled", count: run.cancelledCount, look: "bg-ink-3" },
    { word: "waiting", count: run.waitingCount, look: "hatched" },
    { word: "running", count: run.runningCount, look: "bg-accent" },
    { word: "pending", count: run.pendingCount, look: undefined },
  ];
  const ended = endedOf(run);
  return (
    <div
      role="progressbar"
      aria-label="Progress"
      aria-valuemin={0}
      aria-valuemax={all}
      aria-valuenow={ended}
      aria-valuetext={`${formatCount(ended)} of ${formatCount(all)} ended: ${parts
        .filter(({ count }) => count > 0)
        .map(({ word, count }) => `${formatCount(count)} ${word}`)
        .join(", ")}`}
      className="flex h-2 w-full overflow-hidden rounded-full bg-line"
    >
      {parts.map(({ word, count, look }) =>
        count === 0 || look === undefined ? null : (
          <span key={word} className={clsx("block min-w-0.5", look)} style={{ flexGrow: count, flexBasis: 0 }} />
        ),
      )}
      {run.pendingCount > 0 ? <span className="block" style={{ flexGrow: run.pendingCount, flexBasis: 0 }} /> : null}
    </div>
  );
}
