import type { Json } from "@/server/domain/json";
import type { Usage } from "@/server/domain/run";
import type { RunError } from "@/server/domain/run-error";
import type { Step } from "@/server/domain/step";
import type { StepKind, StepStatus } from "@/server/domain/step-kind";
import { nameOfPath } from "@/server/domain/step-path";
import type { StepRow } from "./step-store";

/** Step numbers are large where a run was taken several times; base 36 keeps them short outside. */
export const toStepId = (n: number): string => n.toString(36);
export const fromStepId = (id: string): number => (/^[0-9a-z]{1,10}$/.test(id) ? Number.parseInt(id, 36) : Number.NaN);

/** Of a run that waits, all that is open waits: for the one answer that is missing. */
export function toStep(row: StepRow, childCount: number, now: number, runStatus: string): Step {
  const step: Step = {
    id: toStepId(row.n),
    path: row.path,
    ordinal: row.ordinal,
    childCount,
    name: nameOfPath(row.path),
    attempt: row.attempt,
    kind: row.kind as StepKind,
    status: (runStatus === "waiting" && row.status === "running" ? "waiting" : row.status) as StepStatus,
    startedAt: row.startedAt,
    begunSeq: row.begunSeq,
    durationMs: Math.max(0, (row.endedAt ?? now) - row.startedAt),
  };
  if (row.parent !== null) step.parentId = toStepId(row.parent);
  if (row.endedAt !== null) step.endedAt = row.endedAt;
  if (row.endedSeq !== null) step.endedSeq = row.endedSeq;
  if (row.preview !== null) step.preview = row.preview;
  if (row.error !== null) step.error = JSON.parse(row.error) as RunError;
  if (row.usage !== null) step.usage = JSON.parse(row.usage) as Usage;
  if (row.attributes !== null) step.attributes = JSON.parse(row.attributes) as Record<string, Json>;
  return step;
}
