import type { ElizaRow } from "@/server/domain/eliza-log";
import type { ForeignStep } from "@/server/domain/foreign-run";
import type { Usage } from "@/server/domain/run";
import { actionStepId } from "./map-action";
import { fieldsIn, messageIn, numberIn, pick, spanIn, textIn, timeIn, type Fields } from "./fields";

const modelCall = "useModel:";
export const isModelCall = ({ type }: ElizaRow): boolean => type.startsWith(modelCall);

/** The action a row says it was made in. */
export function actionAround({ body }: ElizaRow): string | undefined {
  return textIn(fieldsIn(body, "actionContext") ?? {}, "actionId");
}

/** A row that is a step by itself. One of a type nobody here knows is shown as what was logged. */
export function mapRow(row: ElizaRow): ForeignStep {
  if (isModelCall(row)) return mapModelCall(row);
  const { type, body, at, hash } = row;
  if (type === "evaluator" || type === "embedding_event") return mapTimed(row, type);
  return {
    id: `row:${hash}`,
    kind: "log",
    name: type,
    status: "completed",
    startedAt: at,
    endedAt: at,
    output: body,
    ...within(row),
  };
}

export function beginOfCall({ body, at }: ElizaRow): number {
  return (timeIn(body, "timestamp") ?? at) - (spanIn(body, "executionTime") ?? 0);
}

/** It is logged when it has ended, and stands where it began. */
function mapModelCall(row: ElizaRow): ForeignStep {
  const { type, body, at, hash } = row;
  const failure = messageIn(body, "error");
  const given = pick(body, "systemPrompt", "prompt", "params");
  const usage = usageOf(body);
  return {
    id: `row:${hash}`,
    kind: "model",
    name: textIn(body, "modelType") ?? (type.slice(modelCall.length) || "model"),
    status: failure === undefined ? "completed" : "error",
    startedAt: beginOfCall(row),
    endedAt: timeIn(body, "timestamp") ?? at,
    ...(failure === undefined ? {} : { error: { code: "MODEL_FAILED", message: failure } }),
    ...(Object.keys(given).length > 0 ? { input: given } : {}),
    ...(body["response"] === undefined ? {} : { output: body["response"] }),
    ...(usage ? { usage } : {}),
    attributes: pick(body, "modelType", "modelKey", "provider", "actionContext"),
    ...within(row),
  };
}

function mapTimed(row: ElizaRow, type: "evaluator" | "embedding_event"): ForeignStep {
  const { body, at, hash } = row;
  const isEvaluator = type === "evaluator";
  const failure = messageIn(body, "error") ?? (textIn(body, "status") === "failed" ? "It failed." : undefined);
  const given = pick(body, "message", "state");
  return {
    id: `row:${hash}`,
    kind: isEvaluator ? "evaluator" : "embedding",
    name: (isEvaluator ? textIn(body, "evaluator") : undefined) ?? (isEvaluator ? "evaluator" : "embedding"),
    status: failure === undefined ? "completed" : "error",
    startedAt: at - (spanIn(body, "duration") ?? 0),
    endedAt: at,
    ...(failure === undefined
      ? {}
      : { error: { code: isEvaluator ? "EVALUATOR_FAILED" : "EMBEDDING_FAILED", message: failure } }),
    ...(isEvaluator && Object.keys(given).length > 0 ? { input: given } : {}),
    attributes: pick(body, "messageId", "memoryId", "source"),
    ...within(row),
  };
}

function within(row: ElizaRow): { parentId?: string } {
  const actionId = actionAround(row);
  return actionId === undefined ? {} : { parentId: actionStepId(actionId) };
}

/** Where a plugin says how many tokens it took: ElizaOS itself does not. */
function usageOf(body: Fields): Usage | undefined {
  const said = fieldsIn(body, "usage") ?? fieldsIn(body, "tokens") ?? {};
  const first = (...names: string[]): number | undefined =>
    names.map((name) => numberIn(said, name)).find((tokens) => tokens !== undefined && tokens >= 0);
  const input = first("inputTokens", "promptTokens", "prompt", "input", "prompt_tokens", "input_tokens");
  const output = first("outputTokens", "completionTokens", "completion", "output", "completion_tokens", "output_tokens");
  if (input === undefined && output === undefined) return undefined;
  return { inputTokens: Math.round(input ?? 0), outputTokens: Math.round(output ?? 0) };
}
