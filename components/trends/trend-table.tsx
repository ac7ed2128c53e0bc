import { spanWords } from "@/components/charts/point-times";
import type { Choice } from "@/components/charts/use-point-choice";
import { formatCost, formatCount, formatDuration, formatScore, formatTokens } from "@/server/domain/format";
import { endedRuns, type TrendPoint } from "@/server/domain/trends";
import { scorersOf } from "./trend-sums";

type TrendTableProps = { points: readonly TrendPoint[]; onOpen: (choice: Choice) => void };

/** What the charts show, as numbers; newest first. */
export function TrendTable({ points, onOpen }: TrendTableProps) {
  const scorers = scorersOf(points);
  const heads = ["Runs", "Error", "Timeout", "Cancelled", "p50", "p95", "Tokens in", "Tokens out", "Cost", ...scorers];
  return (
    <div
      role="region"
      aria-label="Trends as a table"
      tabIndex={0}
      className="overflow-x-auto rounded-lg border border-line bg-panel"
    >
      <table className="w-full text-right whitespace-nowrap">
        <thead className="bg-sunk text-xs text-ink-3">
          <tr>
            <th scope="col" className="h-[30px] px-3 text-left font-normal">
              Time
            </th>
            {heads.map((head) => (
              <th key={head} scope="col" className="px-3 font-normal">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points
            .map((point, at) => ({ point, at }))
            .toReversed()
            .map(({ point, at }) => (
              <tr key={point.from} className="border-t border-line hover:bg-hover">
                <th scope="row" className="h-[34px] px-3 text-left font-normal">
                  {endedRuns(point.runs) === 0 ? (
                    spanWords(point)
                  ) : (
                    <button
                      type="button"
                      onClick={() => onOpen({ from: at, to: at })}
                      className="min-h-6 rounded-sm underline-offset-2 hover:underline"
                    >
                      {spanWords(point)}
                    </button>
                  )}
                </th>
                {cellsOf(point, scorers).map((cell, n) => (
                  <td key={heads[n]} className="px-3">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}

function cellsOf(
  { runs, p50, p95, inputTokens, outputTokens, costMicroUsd, scores }: TrendPoint,
  scorers: readonly string[],
): string[] {
  return [
    formatCount(endedRuns(runs)),
    formatCount(runs.error),
    formatCount(runs.timeout),
    formatCount(runs.cancelled),
    formatDuration(p50),
    formatDuration(p95),
    formatTokens(inputTokens),
    formatTokens(outputTokens),
    formatCost(costMicroUsd),
    ...scorers.map((scorer) => formatScore(scores[scorer]?.mean)),
  ];
}
