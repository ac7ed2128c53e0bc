import type { ElizaRow } from "@/server/domain/eliza-log";
import type { ForeignStep } from "@/server/domain/foreign-run";
import type { Json } from "@/server/domain/json";
import { fieldsIn, messageIn, pick, textIn, timeIn } from "./fields";

export const actionStepId = (actionId: string): string => `action:${actionId}`;

/** By what an action's begin and its result find each other; a row that has no id is an action of its own. */
export function actionOf({ type, body, hash }: ElizaRow): string | undefined {
  return type === "action_event" || type === "action" ? (textIn(body, "actionId") ?? hash) : undefined;
}

type Action = {
  actionId: string;
  /** Its rows, in the order of time. */
  rows: readonly ElizaRow[];
  /** When the first model call within it began: where its own begin is not logged. */
  firstCall: number | undefined;
};

/** An action is logged when it begins, and again with its result when it ends. */
export function mapAction({ actionId, rows, firstCall }: Action): ForeignStep {
  const begin = rows.find(({ type }) => type === "action_event");
  const result = rows.findLast(({ type }) => type === "action");
  const endedAt = result?.at;
  const startedAt =
    (begin && (timeIn(begin.body, "timestamp") ?? begin.at)) ?? Math.min(firstCall ?? Infinity, endedAt ?? Infinity);
  const said = { ...begin?.body, ...result?.body };
  const given = pick(result?.body ?? {}, "message", "prompts", "responses", "state");
  const outcome = result?.body["result"];
  const of = fieldsIn(result?.body ?? {}, "result") ?? {};
  const failure = messageIn(of, "error") ?? (of["success"] === false ? (textIn(of, "text") ?? "It did not succeed.") : undefined);
  return {
    id: actionStepId(actionId),
    kind: "action",
    name: textIn(result?.body ?? {}, "action") ?? textIn(begin?.body ?? {}, "actionName") ?? "action",
    status: endedAt === undefined ? "running" : failure === undefined ? "completed" : "error",
    startedAt,
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(failure === undefined ? {} : { error: { code: "ACTION_FAILED", message: failure } }),
    ...(Object.keys(given).length > 0 ? { input: given } : {}),
    ...(outcome === undefined ? {} : { output: outcome }),
    ...previewOf(of),
    attributes: {
      actionId,
      ...pick(said, "planStep", "planThought", "messageId", "source", "promptCount", "isLegacyReturn", "parentRunId"),
      ...(said["parentRunId"] === undefined ? {} : { planRunId: said["runId"] ?? null }),
    },
  };
}

const previewOf = (result: Record<string, Json>): { preview?: string } => {
  const text = textIn(result, "text");
  return text === undefined ? {} : { preview: text };
};
