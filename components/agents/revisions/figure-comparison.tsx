import { formatCost, formatCount, formatDuration, formatScore, formatShare } from "@/server/domain/format";
import { endedRuns, errorRate, type TrendFigures } from "@/server/domain/trends";

type Figure = {
  word: string;
  of: (figures: TrendFigures) => number | undefined;
  format: (value: number | undefined) => string;
  none?: number;
};

const share = (value: number | undefined) => (value === undefined ? "—" : formatShare(value));
const perRun = (total: number | undefined, runs: number) => (total === undefined || runs === 0 ? undefined : total / runs);

const figures: readonly Figure[] = [
  { word: "Runs", of: ({ runs }) => endedRuns(runs), format: formatCount, none: 0 },
  { word: "Failed", of: ({ runs }) => errorRate(runs), format: share },
  { word: "Duration p50", of: ({ p50 }) => p50, format: formatDuration },
  { word: "Duration p95", of: ({ p95 }) => p95, format: formatDuration },
  { word: "Cost a run", of: ({ costMicroUsd, runs }) => perRun(costMicroUsd, endedRuns(runs)), format: formatCost },
];

type FigureComparisonProps = { before: TrendFigures | undefined; after: TrendFigures | undefined };

/** How two revisions did. What moved says by how much; whether that is good, the reader knows. */
export function FigureComparison({ before, after }: FigureComparisonProps) {
  const scorers = [...new Set([before, after].flatMap((one) => Object.keys(one?.scores ?? {})))].toSorted();
  const scored = scorers.map((scorer): Figure => ({
    word: `Mean ${scorer}`,
    of: ({ scores }) => scores[scorer]?.mean,
    format: formatScore,
  }));
  return (
    <table className="w-full text-right">
      <caption className="sr-only">How they did</caption>
      <thead className="text-xs text-ink-3">
        <tr className="border-b border-line">
          <th scope="col" className="h-7 text-left font-normal">
            Figure
          </th>
          <th scope="col" className="px-3 font-normal">
            Before
          </th>
          <th scope="col" className="px-3 font-normal">
            After
          </th>
          <th scope="col" className="font-normal">
            Change
          </th>
        </tr>
      </thead>
      <tbody>
        {[...figures, ...scored].map(({ word, of, format, none }) => {
          const [was, is] = [before && of(before), after && of(after)];
          return (
            <tr key={word} className="h-[30px] border-b border-line">
              <th scope="row" className="text-left font-normal [overflow-wrap:anywhere] text-ink-2">
                {word}
              </th>
              <td className="px-3">{format(was ?? none)}</td>
              <td className="px-3">{format(is ?? none)}</td>
              <td className="text-ink-2">{word === "Runs" ? null : changeOf(was, is, format)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function changeOf(was: number | undefined, is: number | undefined, format: Figure["format"]): string {
  if (was === undefined || is === undefined) return "—";
  if (format(was) === format(is)) return "same";
  return `${is > was ? "+" : "−"}${format(Math.abs(is - was))}`;
}
