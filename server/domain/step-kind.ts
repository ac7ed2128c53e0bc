import { z } from "zod";

export const stepKind = z.enum([
  "agent",
  "flow",
  "action",
  "model",
  "tool",
  "evaluator",
  "embedding",
  "planning",
  "reasoning",
  "retrieval",
  "input",
  "log",
  "custom",
]);
export type StepKind = z.infer<typeof stepKind>;

/** Notes have no duration: they begin and end in the same moment and give one event. */
const notes = new Set<StepKind>(["planning", "reasoning", "log"]);
export function isNote(kind: StepKind): boolean {
  return notes.has(kind);
}

export const stepStatus = z.enum(["running", "waiting", "completed", "error", "timeout", "cancelled", "reused"]);
export type StepStatus = z.infer<typeof stepStatus>;

export function isOpen(status: StepStatus): boolean {
  return status === "running" || status === "waiting";
}

/** Recorded endings that count as failures, in summaries and in filters. */
export function hasFailed(status: StepStatus): boolean {
  return status === "error" || status === "timeout";
}
