import { endedRuns, type TrendPoint } from "@/server/domain/trends";

/** What all points come to, where that can be added up; what no point knows stays unknown. */
export function sumOf(points: readonly TrendPoint[], of: (point: TrendPoint) => number | undefined): number | undefined {
  const known = points.flatMap((point) => of(point) ?? []);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0);
}

export const runsOf = (points: readonly TrendPoint[]): number => sumOf(points, ({ runs }) => endedRuns(runs)) ?? 0;

/** Which scorers said something, most often first. */
export function scorersOf(points: readonly TrendPoint[]): string[] {
  const said = new Map<string, number>();
  for (const { scores } of points)
    for (const [scorer, { n }] of Object.entries(scores)) said.set(scorer, (said.get(scorer) ?? 0) + n);
  return [...said].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([scorer]) => scorer);
}

/** The mean over all runs of the points, not the mean of their means. */
export function meanScore(points: readonly TrendPoint[], scorer: string): number | undefined {
  const said = points.flatMap(({ scores }) => scores[scorer] ?? []);
  const n = said.reduce((sum, one) => sum + one.n, 0);
  return n === 0 ? undefined : said.reduce((sum, { mean, n: of }) => sum + mean * of, 0) / n;
}
