import { z } from "zod";

/** A run's way: pending → running ⇄ waiting → exactly one ending. */
const runStatus = z.enum(["pending", "running", "waiting", "completed", "error", "timeout", "cancelled"]);
export type RunStatus = z.infer<typeof runStatus>;
export const allRunStatuses: readonly RunStatus[] = runStatus.options;

const endings = ["completed", "error", "timeout", "cancelled"] as const satisfies readonly RunStatus[];
export type RunEnding = (typeof endings)[number];

export function hasEnded(status: RunStatus): status is RunEnding {
  return (endings as readonly RunStatus[]).includes(status);
}

/** Words other run systems use for the same thing; filters take them, answers never use them. */
const synonyms: Readonly<Record<string, RunStatus>> = { started: "running", done: "completed" };

export const runStatusFilter = z
  .string()
  .max(20)
  .transform((word) => synonyms[word] ?? word)
  .pipe(runStatus);
