import type { StepKind, StepStatus } from "./step-kind";

/** One thing that happened in a run: a step began or ended, or something was noted. It never changes. */
export type LogLine = {
  seq: number;
  at: number;
  stepId: string;
  path: string;
  name: string;
  kind: StepKind;
  what: "began" | "ended" | "noted";
  status: StepStatus;
  durationMs?: number;
  attempt?: number;
  level?: string;
  text?: string;
};

/** `lookedTo`: the seq up to which all is known; more may lie behind it. */
export type LogWindow = { lines: LogLine[]; lookedTo: number; hasMore: boolean };
