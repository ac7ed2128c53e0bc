/** Without schemas: pages bring these along. */
export const stepKinds = [
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
] as const;
export type StepKind = (typeof stepKinds)[number];

/** Notes have no duration: they begin and end in the same moment and give one event. */
const notes = new Set<StepKind>(["planning", "reasoning", "log"]);
export function isNote(kind: StepKind): boolean {
  return notes.has(kind);
}

export const stepStatuses = ["running", "waiting", "completed", "error", "timeout", "cancelled", "reused"] as const;
export type StepStatus = (typeof stepStatuses)[number];

export function isOpen(status: StepStatus): boolean {
  return status === "running" || status === "waiting";
}

/** Recorded endings that count as failures, in summaries and in filters. */
export function hasFailed(status: StepStatus): boolean {
  return status === "error" || status === "timeout";
}
