import type { DatasetRun } from "@/server/domain/dataset-run";

const mostShown = 2;

/** Mean, and how many passed, of the first scorers; all of them in the title. */
export function RunScores({ scores }: Pick<DatasetRun, "scores">) {
  const all = Object.entries(scores).map(([scorer, { mean, passRate }]) => ({
    scorer,
    mean: mean === null ? "—" : mean.toFixed(2),
    passed: `${Math.round(passRate * 100)} %`,
  }));
  if (all.length === 0) return <span className="text-ink-3">—</span>;
  const title = all.map(({ scorer, mean, passed }) => `${scorer}: mean ${mean}, ${passed} passed`).join("\n");
  return (
    <span title={title} className="flex min-w-0 gap-3 overflow-hidden">
      {all.slice(0, mostShown).map(({ scorer, mean, passed }) => (
        <span key={scorer} className="flex min-w-0 items-baseline gap-1.5 whitespace-nowrap">
          <span className="truncate text-xs text-ink-2">{scorer}</span>
          <span className="font-mono text-xs">{mean}</span>
          <span className="font-mono text-xs text-ink-3">
            {passed}
            <span className="sr-only"> passed</span>
          </span>
        </span>
      ))}
      {all.length > mostShown ? <span className="text-xs text-ink-3">+{all.length - mostShown}</span> : null}
    </span>
  );
}
