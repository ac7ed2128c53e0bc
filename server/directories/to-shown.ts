import { createHash } from "node:crypto";
import type { StepStatus } from "@/server/domain/step-kind";
import { spanIdOf, traceIdOf } from "@/server/domain/trace-ids";

/** Milliseconds since 1970 as OpenTelemetry's Python prints times: ISO with microseconds. */
export function toTime(ms: number): string {
  return new Date(ms).toISOString().replace("Z", "000Z");
}

/** Ids that are the same whenever and wherever the directory is written. */
export function shownTraceId(runId: string): string {
  return `0x${traceIdOf(runId)}`;
}

export function shownSpanId(runId: string, n: number): string {
  return `0x${spanIdOf(runId, n)}`;
}

export function hexOf(text: string, length: number): string {
  const hex = createHash("sha256").update(text).digest("hex").slice(0, length);
  // All zeroes would mean "no id".
  return /^0+$/.test(hex) ? hex.replace(/0$/, "1") : hex;
}

/** A step's status in the words run directories use. */
export function executionStatusOf(status: StepStatus): string {
  if (status === "error") return "failed";
  if (status === "waiting") return "running";
  return status === "reused" ? "completed" : status;
}

/** Values stay the JSON text they were recorded as: read and written again they might not be the same. */
export type Field = { json: string } | string | number | boolean | null | object | undefined;

/** A JSON object, one field a line; large values are handed over in slices, so that none holds the event loop for long. */
export function* jsonObject(fields: Record<string, Field>): Generator<string> {
  let begin = "{";
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    yield `${begin}\n  ${JSON.stringify(name)}: `;
    yield* slices(isJson(value) ? value.json : JSON.stringify(value));
    begin = ",";
  }
  yield begin === "{" ? "{}\n" : "\n}\n";
}

function isJson(value: Field): value is { json: string } {
  return typeof value === "object" && value !== null && "json" in value;
}

const sliceLength = 500_000;

export function* slices(text: string): Generator<string> {
  for (let from = 0; from < text.length;) {
    let to = Math.min(text.length, from + sliceLength);
    // Never between the halves of a surrogate pair.
    if (to < text.length && /[\uD800-\uDBFF]/.test(text.charAt(to - 1))) to--;
    yield text.slice(from, to);
    from = to;
  }
}
