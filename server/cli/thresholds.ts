import type { DatasetRun } from "@/server/domain/dataset-run";
import { wrongUse } from "./cli-error";

export type Threshold = { scorer: string; of: "mean" | "passRate"; least: number };

const ofPassed = ":pass";

/** `SCORER=VALUE` is about the mean of its scores, `SCORER:pass=VALUE` about the share of all item-trials that passed. */
export function parseThreshold(text: string): Threshold {
  const at = text.lastIndexOf("=");
  const [name, value] = [text.slice(0, at), text.slice(at + 1)];
  const of = name.endsWith(ofPassed) ? "passRate" : "mean";
  const scorer = of === "passRate" ? name.slice(0, -ofPassed.length) : name;
  const least = Number(value);
  const isShare = of === "mean" || (least >= 0 && least <= 1);
  if (at > 0 && scorer !== "" && value.trim() !== "" && Number.isFinite(least) && isShare) return { scorer, of, least };
  throw wrongUse(
    `--fail-under wants a scorer and a number, as in exact-match=0.9, or exact-match:pass=0.9 for the share that passed, not "${text}".`,
  );
}

/** A scorer that scored nothing has not been met: nobody knows how good the agent is. */
export function missedBy({ scores }: DatasetRun, thresholds: Threshold[]): string[] {
  return thresholds.flatMap(({ scorer, of, least }) => {
    const { mean, passRate } = scores[scorer] ?? { mean: null, passRate: 0 };
    if (mean === null) return [`${scorer} has no scores, and was to reach ${least}.`];
    if (of === "mean") return mean < least ? [`${scorer} is ${mean.toFixed(4)} on average, below ${least}.`] : [];
    return passRate < least ? [`${scorer} passed ${percent(passRate)}, below ${percent(least)}.`] : [];
  });
}

/** A mean says nothing of those without a score: whoever goes by it is told how many they are. */
export function leftOut(run: DatasetRun, thresholds: Threshold[]): string[] {
  const total = run.totalItems * run.trials;
  return thresholds.flatMap(({ scorer, of }) => {
    const { n = 0 } = run.scores[scorer] ?? {};
    if (of !== "mean" || n === 0 || n === total) return [];
    return [
      `${scorer}'s mean is of ${n} of ${total}: the others have no score. --fail-under ${scorer}${ofPassed}=… counts them.`,
    ];
  });
}

export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
