import type { Verdict } from "./compare-items";
import type { DatasetRunComparison, ResultView } from "./item-result";

export const verdictOfView: Readonly<Partial<Record<ResultView, Verdict>>> = {
  regressed: "worse",
  improved: "better",
  "only-here": "only-here",
  "only-there": "only-there",
};

/** Whether a scorer by itself can say so. */
export const isOfScorers = (verdict: Verdict): verdict is "worse" | "better" => verdict === "worse" || verdict === "better";

/** How many items a view of a comparison has: in all, or by what one scorer says. */
export function countOfView({ items, scorers }: DatasetRunComparison, view: ResultView, scorer?: string): number | undefined {
  const verdict = verdictOfView[view];
  if (verdict === undefined) return undefined;
  return scorer !== undefined && isOfScorers(verdict) ? (scorers[scorer]?.[verdict] ?? 0) : items[verdict];
}
