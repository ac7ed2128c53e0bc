import { formatCount } from "@/server/domain/format";
import type { DatasetRunCounts } from "@/server/domain/dataset-run-glance";
import { ProgressBar } from "../progress-bar";
import { endedOf } from "../dataset-run-progress";

/** How far it is; what went wrong is said in words too. */
export function RunProgress({ run }: { run: DatasetRunCounts }) {
  const all = run.totalItems * run.trials;
  const ended = endedOf(run);
  const whole = run.trials > 1 ? `${formatCount(run.totalItems)} × ${run.trials}` : formatCount(all);
  const failed = run.errorCount + run.timeoutCount;
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span className="w-14 shrink-0">
        <ProgressBar run={run} />
      </span>
      <span className="truncate font-mono text-xs whitespace-nowrap text-ink-2">
        {ended === all ? whole : `${formatCount(ended)} / ${formatCount(all)}`}
        {failed > 0 ? <span className="font-sans text-fail"> · {formatCount(failed)} failed</span> : null}
      </span>
    </span>
  );
}
