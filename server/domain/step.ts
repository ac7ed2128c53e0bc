import type { Json } from "./json";
import type { Usage } from "./run";
import type { RunError } from "./run-error";
import type { StepKind, StepStatus } from "./step-kind";

/** A node of a run's tree as people and programs see it; its input and output are read apart. */
export type Step = {
  id: string;
  path: string;
  parentId?: string;
  ordinal: number;
  childCount: number;
  kind: StepKind;
  name: string;
  status: StepStatus;
  attempt: number;
  startedAt: number;
  endedAt?: number;
  durationMs: number;
  error?: RunError;
  usage?: Usage;
  preview?: string;
  attributes?: Record<string, Json>;
  /** Run-wide order of its begin and its end: what the live view resumes from. */
  begunSeq: number;
  endedSeq?: number;
};
