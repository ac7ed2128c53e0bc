import type { Score } from "./score";

/** One of each scorer: what a person says goes before what a scorer of that name says. */
export function effectiveScores<Verdict extends Pick<Score, "scorer" | "source">>(scores: readonly Verdict[]): Verdict[] {
  const byPeople = new Set(scores.filter(({ source }) => source === "human").map(({ scorer }) => scorer));
  return scores.filter(({ scorer, source }) => source === "human" || !byPeople.has(scorer));
}
