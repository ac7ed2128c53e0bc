import type { ExportedRun, ExportedStep } from "@/server/runs/export-run";
import { rootStep } from "@/server/domain/host-protocol";
import type { Json } from "@/server/domain/json";
import type { TraceLevel } from "@/server/domain/project-settings";
import type { Usage } from "@/server/domain/run";
import type { RunError } from "@/server/domain/run-error";
import { hasFailed, type StepKind, type StepStatus } from "@/server/domain/step-kind";
import { nameOfPath } from "@/server/domain/step-path";
import { shownSpanId, shownTraceId, toTime } from "./to-shown";

/** Past this a value is in result.json only; its span says how large it is. */
const mostAttribute = 16_000;
const operations: Partial<Record<StepKind, string>> = {
  agent: "invoke_agent",
  model: "chat",
  tool: "execute_tool",
  embedding: "embeddings",
};

export function resourceOf({ agentId, agentRevision }: ExportedRun) {
  return {
    attributes: {
      "service.name": agentId,
      "service.version": agentRevision,
      "telemetry.sdk.name": "trackside",
      "telemetry.sdk.language": "nodejs",
    },
    schema_url: "",
  };
}

/** An ended step as one line of trace.jsonl: what Python's OpenTelemetry prints of a span. */
export function spanOf(run: ExportedRun, step: ExportedStep, level: TraceLevel) {
  const kind = step.kind as StepKind;
  const status = step.status as StepStatus;
  const error = step.error === null ? undefined : (JSON.parse(step.error) as RunError);
  const endedAt = step.endedAt ?? step.startedAt;
  return {
    name: nameOfPath(step.path),
    context: { trace_id: shownTraceId(run.id), span_id: shownSpanId(run.id, step.n), trace_state: "[]" },
    kind: kind === "model" || kind === "embedding" ? "SpanKind.CLIENT" : "SpanKind.INTERNAL",
    parent_id: step.parent === null || step.n === rootStep ? null : shownSpanId(run.id, step.parent),
    start_time: toTime(step.startedAt),
    end_time: toTime(Math.max(step.startedAt, endedAt)),
    status: statusOf(status, error),
    attributes: { ...factsOf(run, step, kind), ...(level === "full" ? valuesOf(step, kind) : {}) },
    events: error ? [exceptionOf(error, endedAt)] : [],
    links: linksOf(run, step),
    resource: resourceOf(run),
  };
}

function statusOf(status: StepStatus, error: RunError | undefined) {
  if (hasFailed(status)) return { status_code: "ERROR", description: error?.message ?? status };
  return { status_code: status === "cancelled" ? "UNSET" : "OK" };
}

function factsOf(run: ExportedRun, step: ExportedStep, kind: StepKind): Record<string, Json> {
  const usage = step.usage === null ? undefined : (JSON.parse(step.usage) as Usage);
  const own = step.attributes === null ? {} : (JSON.parse(step.attributes) as Record<string, Json>);
  const facts: Record<string, Json | undefined> = {
    "trackside.run.id": run.id,
    "trackside.step.kind": kind,
    "trackside.step.path": step.path,
    "trackside.step.status": step.status,
    "trackside.step.attempt": step.attempt,
    "gen_ai.operation.name": operations[kind],
    "gen_ai.agent.name": kind === "agent" ? nameOfPath(step.path) : undefined,
    "gen_ai.tool.name": kind === "tool" ? nameOfPath(step.path) : undefined,
    "gen_ai.usage.input_tokens": usage?.inputTokens,
    "gen_ai.usage.output_tokens": usage?.outputTokens,
    "trackside.cost_usd": usage?.costMicroUsd === undefined ? undefined : usage.costMicroUsd / 1e6,
    "error.type": step.error === null ? undefined : (JSON.parse(step.error) as RunError).code,
  };
  for (const [name, value] of Object.entries(own)) facts[name.includes(".") ? name : `trackside.${name}`] = flat(value);
  return Object.fromEntries(Object.entries(facts).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** An attribute is a plain value or a list of such; anything else goes as JSON text. */
function flat(value: Json): Json {
  const isPlain = (each: Json): boolean => each === null || typeof each !== "object";
  return isPlain(value) || (Array.isArray(value) && value.every(isPlain)) ? value : JSON.stringify(value);
}

function valuesOf({ input, output }: ExportedStep, kind: StepKind): Record<string, Json> {
  return {
    ...valueOf("input", input),
    ...valueOf("output", output),
    ...(kind === "model" ? parametersOf(input) : {}),
  };
}

function valueOf(name: string, json: string | undefined): Record<string, Json> {
  if (json === undefined) return {};
  if (json.length > mostAttribute) return { [`${name}.bytes`]: Buffer.byteLength(json) };
  return { [`${name}.value`]: json, [`${name}.mime_type`]: "application/json" };
}

/** What a model was called with besides its prompt: the plain values of the recorded call. */
function parametersOf(input: string | undefined): Record<string, Json> {
  if (input === undefined || input.length > 1_000_000) return {};
  const call = JSON.parse(input) as Json;
  if (call === null || typeof call !== "object" || Array.isArray(call)) return {};
  const plain = Object.entries(call).filter(([, value]) => value !== null && typeof value !== "object");
  const short = plain.filter(([, value]) => typeof value !== "string" || value.length <= 200);
  return Object.fromEntries(
    short.map(([name, value]) => [`gen_ai.request.${name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)}`, value]),
  );
}

function exceptionOf({ code, message, stack }: RunError, at: number) {
  const trace = stack === undefined ? {} : { "exception.stacktrace": stack };
  return {
    name: "exception",
    timestamp: toTime(at),
    attributes: { "exception.type": code, "exception.message": message, ...trace },
  };
}

/** To where a step was taken over from, and from a re-run's root to its source's. */
function linksOf(run: ExportedRun, step: ExportedStep) {
  const own = step.attributes === null ? {} : (JSON.parse(step.attributes) as { reusedFrom?: { runId?: unknown } });
  const from = step.n === rootStep ? run.rerunOf : own.reusedFrom?.runId;
  if (typeof from !== "string") return [];
  return [{ context: { trace_id: shownTraceId(from), span_id: shownSpanId(from, step.n), trace_state: "[]" }, attributes: {} }];
}
