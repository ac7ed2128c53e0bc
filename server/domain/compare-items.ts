import { mean } from "./mean";
import { hasEnded, type RunStatus } from "./run-status";

/** One trial of an item: how it ended and what scorers say of it. */
export type Outcome = { status: RunStatus; values: Readonly<Record<string, number | null>> };

/** `open`: it has no ending yet, or was cancelled on one side, so there is nothing to compare. */
export type Verdict = "worse" | "better" | "same" | "only-here" | "only-there" | "open";
/** `unknown`: on one side there is no value. */
export type Change = { verdict: "worse" | "better" | "same" | "unknown"; here: number | null; there: number | null };
export type ItemComparison = { verdict: Verdict; completed: Change; scorers: Record<string, Change> };

/** Values this near are the same: means of the same trials in another order differ by less. */
const hair = 1e-9;

/**
 * An item here against the same item there, over its trials: a scorer's mean, higher being better, and the share of trials
 * that completed. One thing that got worse makes the item worse, whatever else got better: a regression hides behind nothing.
 */
export function compareItem(here: readonly Outcome[], there: readonly Outcome[]): ItemComparison {
  const scorers = new Set([...here, ...there].flatMap(({ values }) => Object.keys(values)));
  const changes = Object.fromEntries(
    [...scorers].toSorted().map((scorer) => [scorer, changeOf(meanOf(here, scorer), meanOf(there, scorer))]),
  );
  const completed = changeOf(shareCompleted(here), shareCompleted(there));
  return { verdict: overall(here, there, [completed, ...Object.values(changes)]), completed, scorers: changes };
}

function overall(here: readonly Outcome[], there: readonly Outcome[], changes: readonly Change[]): Verdict {
  if (there.length === 0) return here.length === 0 ? "same" : "only-here";
  if (here.length === 0) return "only-there";
  if (!comparable(here) || !comparable(there)) return "open";
  if (changes.some(({ verdict }) => verdict === "worse")) return "worse";
  return changes.some(({ verdict }) => verdict === "better") ? "better" : "same";
}

const comparable = (side: readonly Outcome[]): boolean =>
  side.every(({ status }) => hasEnded(status)) && side.some(({ status }) => status !== "cancelled");

function changeOf(here: number | null, there: number | null): Change {
  if (here === null || there === null) return { verdict: "unknown", here, there };
  const verdict = Math.abs(here - there) <= hair ? "same" : here < there ? "worse" : "better";
  return { verdict, here, there };
}

function meanOf(side: readonly Outcome[], scorer: string): number | null {
  return mean(side.flatMap(({ status, values }) => (status === "completed" ? (values[scorer] ?? []) : [])));
}

function shareCompleted(side: readonly Outcome[]): number | null {
  return mean(
    side.flatMap(({ status }) => (!hasEnded(status) || status === "cancelled" ? [] : [status === "completed" ? 1 : 0])),
  );
}
