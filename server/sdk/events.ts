import type { StepKind, StepStatus } from "@/server/domain/step-kind";
import type { RunEnding } from "@/server/domain/run-status";

type OfRun = { runId: string; agentId: string; path: string; at: number };
type OfStep = OfRun & { stepId: string; name: string; kind: StepKind; attempt: number };
type Failure = { code: string; message: string };

type RunStartedEvent = OfRun & { type: "run.started"; input: unknown };
type RunCompletedEvent = OfRun & { type: "run.completed"; status: RunEnding; result?: unknown; error?: Failure };
type StepStartedEvent = OfStep & { type: "step.started"; input: unknown };
type StepCompletedEvent = OfStep & { type: "step.completed"; status: StepStatus; output?: unknown; error?: Failure };
/** A step is about to begin: who answers with a value gives it another input; for `ctx.input` the value is the answer. */
export type InputRequiredEvent = Omit<OfStep, "stepId" | "attempt"> & {
  type: "input.required";
  input: unknown;
  prompt?: string;
  schema?: unknown;
};

export type AgentEvent = RunStartedEvent | RunCompletedEvent | StepStartedEvent | StepCompletedEvent | InputRequiredEvent;

type Value<T> = T | Promise<T>;
type Answer = { value: unknown } | undefined | void;

/** Who answers is waited for; who only watches is not, and may fail without harm. */
export type EventHandlers = {
  "run.started"?: (event: RunStartedEvent) => Value<void>;
  "run.completed"?: (event: RunCompletedEvent) => Value<void>;
  "step.started"?: (event: StepStartedEvent) => Value<void>;
  "step.completed"?: (event: StepCompletedEvent) => Value<void>;
  "input.required"?: (event: InputRequiredEvent) => Value<Answer>;
  "*"?: (event: AgentEvent) => Value<void>;
};
