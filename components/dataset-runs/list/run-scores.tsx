import type { DatasetRun } from "@/server/domain/dataset-run";
import { formatCount, formatShare } from "@/server/domain/format";
import { passedOf } from "../format-rate";

const mostShown = 3;

/** The scorers that have columns: those most of the runs have. */
export function shownScorers(runs: readonly DatasetRun[]): string[] {
  const counts = new Map<string, number>();
  for (const { scores } of runs) for (const scorer of Object.keys(scores)) counts.set(scorer, (counts.get(scorer) ?? 0) + 1);
  return [...counts]
    .toSorted(([a, countA], [b, countB]) => countB - countA || a.localeCompare(b))
    .slice(0, mostShown)
    .map(([scorer]) => scorer);
}

/** A scorer's mean, and how many passed. */
export function RunScore({ run, scorer }: { run: DatasetRun; scorer: string }) {
  const summary = run.scores[scorer];
  if (!summary) return <span className="text-ink-3">—</span>;
  const { mean, n, passRate } = summary;
  const passed = formatShare(passedOf(run, passRate));
  return (
    <span
      title={`${formatCount(n)} scored, ${passed} of what has ended passed`}
      className="flex justify-end gap-2 font-mono text-xs whitespace-nowrap"
    >
      {mean === null ? "—" : mean.toFixed(2)}
      <span className="w-10 text-right text-ink-3">
        {passed}
        <span className="sr-only"> passed</span>
      </span>
    </span>
  );
}
