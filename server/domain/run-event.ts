import type { Json } from "./json";
import { rootStep } from "./host-protocol";
import type { RunError } from "./run-error";
import { isNote, type StepKind, type StepStatus } from "./step-kind";
import { nameOfPath } from "./step-path";

export type EventType =
  | "RUN_STARTED"
  | "RUN_ENDED"
  | "ACTION_STARTED"
  | "ACTION_COMPLETED"
  | "MODEL_USED"
  | "TOOL_CALL"
  | "EMBEDDING_EVENT"
  | "EVALUATOR_COMPLETED"
  | "PLANNING"
  | "REASONING"
  | "LOG"
  | "INPUT_REQUIRED"
  | "INPUT_RECEIVED"
  | "STEP_STARTED"
  | "STEP_COMPLETED";

export type RunEvent = {
  seq: number;
  timestamp: number;
  stepId?: string;
  path?: string;
  type: EventType;
  data: Record<string, Json>;
};

/** A recorded step with its payloads at hand, as the events are made from it. */
export type RecordedStep = {
  n: number;
  id: string;
  kind: StepKind;
  path: string;
  status: StepStatus;
  attempt: number;
  startedAt: number;
  endedAt: number | undefined;
  begunSeq: number;
  endedSeq: number | undefined;
  error: RunError | undefined;
  attributes: Record<string, Json>;
  input: Json | undefined;
  output: Json | undefined;
};

const atBegin: Partial<Record<StepKind, EventType>> = {
  action: "ACTION_STARTED",
  planning: "PLANNING",
  reasoning: "REASONING",
  log: "LOG",
  input: "INPUT_REQUIRED",
  agent: "STEP_STARTED",
  flow: "STEP_STARTED",
  retrieval: "STEP_STARTED",
  custom: "STEP_STARTED",
};

const atEnd: Partial<Record<StepKind, EventType>> = {
  action: "ACTION_COMPLETED",
  model: "MODEL_USED",
  tool: "TOOL_CALL",
  embedding: "EMBEDDING_EVENT",
  evaluator: "EVALUATOR_COMPLETED",
  input: "INPUT_RECEIVED",
  agent: "STEP_COMPLETED",
  flow: "STEP_COMPLETED",
  retrieval: "STEP_COMPLETED",
  custom: "STEP_COMPLETED",
};

/** These are told of once, when they end, but placed in time where they began. */
const placedAtBegin = new Set<StepKind>(["model", "tool"]);

/** The events a step gives, those after `after` only. Its begin and its end are the only moments there are. */
export function eventsOfStep(step: RecordedStep, after: number): RunEvent[] {
  const events: RunEvent[] = [];
  const root = step.n === rootStep;
  const begin = root ? "RUN_STARTED" : atBegin[step.kind];
  const end = root ? "RUN_ENDED" : atEnd[step.kind];
  const common = { stepId: step.id, path: step.path };
  if (begin && step.begunSeq > after)
    events.push({ seq: step.begunSeq, timestamp: step.startedAt, ...common, type: begin, data: beginData(step, root) });
  if (end && step.endedSeq !== undefined && step.endedAt !== undefined && step.endedSeq > after && !isNote(step.kind))
    events.push({
      seq: step.endedSeq,
      timestamp: placedAtBegin.has(step.kind) ? step.startedAt : step.endedAt,
      ...common,
      type: end,
      data: endData(step, root, step.endedAt - step.startedAt),
    });
  return events;
}

function beginData(step: RecordedStep, root: boolean): Record<string, Json> {
  const name = nameOfPath(step.path);
  const data: Record<string, Json> = { ...step.attributes };
  if (step.attempt > 1) data["attempt"] = step.attempt;
  if (isNote(step.kind)) return { ...data, text: step.output ?? null };
  if (step.input !== undefined) data["input"] = step.input;
  if (root) return { ...data, agentId: name };
  if (step.kind === "action") return { ...data, actionId: data["actionId"] ?? step.id, actionName: name };
  return { ...data, name, kind: step.kind };
}

function endData(step: RecordedStep, root: boolean, durationMs: number): Record<string, Json> {
  const name = nameOfPath(step.path);
  const success = step.status === "completed" || step.status === "reused";
  const data: Record<string, Json> = { ...step.attributes, status: step.status, success };
  if (step.error) data["error"] = { code: step.error.code, message: step.error.message };
  if (step.output !== undefined) data["result"] = step.output;
  if (root) return { ...data, totalDurationMs: durationMs };
  if (step.kind === "model")
    return { ...data, modelType: data["modelType"] ?? name, provider: data["provider"] ?? null, executionTime: durationMs };
  if (step.kind === "tool") return { ...data, toolName: name, durationMs, executionTime: durationMs, ...inputOf(step) };
  if (step.kind === "action") return { ...data, actionId: data["actionId"] ?? step.id, actionName: name, durationMs };
  if (step.kind === "evaluator") return { ...data, evaluatorName: name, durationMs };
  return { ...data, name, kind: step.kind, durationMs };
}

function inputOf(step: RecordedStep): Record<string, Json> {
  return step.input === undefined ? {} : { input: step.input };
}
