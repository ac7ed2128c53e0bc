import type { ExportedStep } from "@/server/runs/export-run";
import type { Usage } from "@/server/domain/run";
import type { RunError } from "@/server/domain/run-error";
import type { StepKind, StepStatus } from "@/server/domain/step-kind";
import { executionStatusOf, jsonObject, slices, toTime, type Field } from "./to-shown";

type StepFile = { name: string; content: Iterable<string> };

/** The files of one step's folder. */
export function* stepFiles(step: ExportedStep): Generator<StepFile> {
  const kind = step.kind as StepKind;
  const ended = step.endedSeq !== null;
  yield { name: "result.json", content: jsonObject(resultOf(step)) };
  if (ended) yield { name: "outcome.json", content: withEnd(step.output ?? "null") };
  if (kind === "model" && step.input !== undefined) yield { name: "state.json", content: withEnd(step.input) };
  if (kind === "agent" || kind === "flow") yield { name: "component_result.json", content: jsonObject(componentResultOf(step)) };
}

function* withEnd(json: string): Generator<string> {
  yield* slices(json);
  yield "\n";
}

const textOf = (json: string | undefined): Field => (json === undefined ? null : { json });

function resultOf(step: ExportedStep): Record<string, Field> {
  return {
    executable_type: step.kind,
    node_identifier: step.path,
    ...statusOf(step),
    input: textOf(step.input),
    output: textOf(step.output),
    outcome: textOf(step.output),
    ...errorsOf(step),
    ...timesOf(step),
    attempt: step.attempt,
    ...usageOf(step),
    attributes: step.attributes === null ? null : { json: step.attributes },
  };
}

/** A component's values are in its result.json; this says how it went. */
function componentResultOf(step: ExportedStep): Record<string, Field> {
  return {
    executable_type: step.kind,
    component_identifier: step.path,
    ...statusOf(step),
    ...errorsOf(step),
    ...timesOf(step),
    ...usageOf(step),
  };
}

function statusOf({ status }: ExportedStep): Record<string, Field> {
  return { execution_status: executionStatusOf(status as StepStatus), reused: status === "reused" };
}

function errorsOf({ error }: ExportedStep): Record<string, Field> {
  if (error === null) return { error: null, errors: [] };
  return { error: (JSON.parse(error) as RunError).message, errors: { json: `[${error}]` } };
}

function timesOf({ startedAt, endedAt }: ExportedStep): Record<string, Field> {
  return { created_at: toTime(startedAt), completed_at: endedAt === null ? null : toTime(endedAt) };
}

function usageOf({ usage }: ExportedStep): Record<string, Field> {
  const known = usage === null ? undefined : (JSON.parse(usage) as Usage);
  return usageFields("usage_", known);
}

/** What is not known is null, never 0. We charge nobody, so a charge is never known. */
export function usageFields(prefix: string, usage: Usage | undefined): Record<string, Field> {
  return {
    [`${prefix}cost`]: usage?.costMicroUsd === undefined ? null : usage.costMicroUsd / 1e6,
    [`${prefix}charge`]: null,
    [`${prefix}prompt_tokens`]: usage?.inputTokens ?? null,
    [`${prefix}completion_tokens`]: usage?.outputTokens ?? null,
    [`${prefix}total_tokens`]: usage ? usage.inputTokens + usage.outputTokens : null,
  };
}
