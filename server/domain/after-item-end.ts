import type { RunEnding } from "./run-status";

export type AfterItemEnd = { next: "settle" } | { next: "score" } | { next: "retry"; afterMs: number };

const firstPauseMs = 500;
const longestPauseMs = 60_000;

type Ended = { status: RunEnding; attempt: number; maxRetries: number; hasScorers: boolean };

/** What becomes of an item-trial whose run has ended. Tries move apart twofold each time, and not all at the same moment. */
export function afterItemEnd({ status, attempt, maxRetries, hasScorers }: Ended, random: () => number): AfterItemEnd {
  if (status === "completed") return { next: hasScorers ? "score" : "settle" };
  if (status === "cancelled" || attempt > maxRetries) return { next: "settle" };
  const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** (attempt - 1));
  return { next: "retry", afterMs: Math.round(pause * (0.5 + random() / 2)) };
}
