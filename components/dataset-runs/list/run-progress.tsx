import { formatCount } from "@/server/domain/format";
import type { DatasetRun } from "@/server/domain/dataset-run";

/** How far it is; what went wrong is said in words too. */
export function RunProgress({ run }: { run: DatasetRun }) {
  const all = run.totalItems * run.trials;
  const parts = [
    { count: run.completedCount, look: "bg-ok" },
    { count: run.errorCount, look: "bg-fail" },
    { count: run.timeoutCount, look: "bg-late" },
    { count: run.cancelledCount, look: "bg-ink-3" },
    { count: run.runningCount + run.waitingCount, look: "bg-accent" },
  ].filter(({ count }) => count > 0);
  const ended = run.completedCount + run.errorCount + run.timeoutCount + run.cancelledCount;
  const failed = run.errorCount + run.timeoutCount;
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span aria-hidden="true" className="flex h-1.5 w-14 shrink-0 overflow-hidden rounded-full bg-line">
        {parts.map(({ look, count }) => (
          <span key={look} className={`block min-w-0.5 ${look}`} style={{ width: `${(count / all) * 100}%` }} />
        ))}
      </span>
      <span className="truncate font-mono text-xs whitespace-nowrap text-ink-2">
        {ended === all ? formatCount(all) : `${formatCount(ended)} / ${formatCount(all)}`}
        {failed > 0 ? <span className="font-sans text-fail"> · {formatCount(failed)} failed</span> : null}
      </span>
    </span>
  );
}
