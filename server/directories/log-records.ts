import type { ExportedRun, ExportedStep } from "@/server/runs/export-run";
import { rootStep } from "@/server/domain/host-protocol";
import type { TraceLevel } from "@/server/domain/project-settings";
import { resourceOf } from "./spans";
import { shownSpanId, shownTraceId, toTime } from "./to-shown";

/** A plan, a reason or a log line as one line of logs.jsonl: an OpenTelemetry log record, in the span it was written in. */
export function logRecordOf(run: ExportedRun, step: ExportedStep, level: TraceLevel) {
  const at = toTime(step.startedAt);
  return {
    body: level === "full" && step.output !== undefined ? (JSON.parse(step.output) as unknown) : (step.preview ?? ""),
    severity_number: 9,
    severity_text: "INFO",
    attributes: { "trackside.step.kind": step.kind, "trackside.step.path": step.path },
    dropped_attributes: 0,
    timestamp: at,
    observed_timestamp: at,
    trace_id: shownTraceId(run.id),
    span_id: shownSpanId(run.id, step.parent ?? rootStep),
    trace_flags: 1,
    resource: resourceOf(run),
  };
}
