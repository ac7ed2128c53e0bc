import { mean } from "@/server/domain/mean";
import type { ItemRow, TrialRow } from "@/server/domain/item-result";
import { effectiveScores } from "@/server/domain/effective-scores";

export type ShownScore = { value: number | null; passed: boolean; low: number; high: number; deviation: number; trials: number };

/** What a scorer says of an item, over its trials; nothing where it has said nothing. */
export function scoreOf(trials: readonly TrialRow[], scorer: string): ShownScore | undefined {
  const scores = trials.flatMap((trial) => effectiveScores(trial.scores).filter((score) => score.scorer === scorer));
  if (scores.length === 0) return undefined;
  const values = scores.flatMap(({ value }) => value ?? []);
  const middle = mean(values);
  return {
    value: middle,
    passed: scores.every(({ value, pass }) => pass ?? (value !== null && value >= 0.5)),
    low: Math.min(...values),
    high: Math.max(...values),
    deviation: middle === null ? 0 : Math.sqrt(mean(values.map((value) => (value - middle) ** 2)) ?? 0),
    trials: values.length,
  };
}

/** The trials' one answer, or how many different ones there are; of what failed the error. */
export function outcomeOf({ trials }: ItemRow): { text: string | undefined; failed: boolean } {
  const failed = trials.find(({ error }) => error !== undefined);
  if (failed?.error) return { text: `${failed.error.code}: ${failed.error.message}`, failed: true };
  const outputs = new Set(trials.flatMap(({ output }) => output ?? []));
  const [only] = outputs;
  return { text: outputs.size > 1 ? `${outputs.size} different: ${[...outputs].join(" | ")}` : only, failed: false };
}

export const durationOf = ({ trials }: ItemRow): number | undefined =>
  mean(trials.flatMap(({ durationMs }) => durationMs ?? [])) ?? undefined;
