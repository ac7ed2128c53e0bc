import type { Json } from "@/server/domain/json";
import { rootStep } from "@/server/domain/host-protocol";
import type { RerunPlan } from "@/server/domain/rerun-plan";
import { isNote, type StepKind } from "@/server/domain/step-kind";
import type { StepRow } from "./step-store";

type Copy = {
  copyPayload: (ref: number | null) => number | null;
  plan: RerunPlan;
  rows: StepRow[];
  sourceRunId: string;
  runKey: number;
  root: Pick<StepRow, "path" | "inputRef">;
  now: number;
};

/**
 * The rows a re-run begins with: its root, the steps taken over (at one moment, for they took no time here), and those
 * that hold such steps and run again: attempt 0, not yet begun by anyone. Payloads are copied: each run owns its own.
 */
export function copyForRerun({ copyPayload, plan, rows, sourceRunId, runKey, root, now }: Copy): {
  rows: StepRow[];
  lastSeq: number;
} {
  const byNumber = new Map(rows.map((row) => [row.n, row]));
  const reused = new Set(plan.reused.map((step) => step.n));
  let seq = 0;
  const copies: StepRow[] = [newRoot(runKey, root, ++seq, now)];
  for (const { n } of [...plan.opened, ...plan.reused].toSorted((a, b) => a.begunSeq - b.begunSeq)) {
    const row = byNumber.get(n);
    if (!row) continue;
    const copy: StepRow = {
      ...row,
      runKey,
      startedAt: now,
      begunSeq: ++seq,
      attributes: ownAttributes(row),
    };
    copies.push(
      reused.has(n)
        ? {
            ...asReused(copy, row, sourceRunId, now, isNote(row.kind as StepKind) ? seq : ++seq),
            inputRef: copyPayload(row.inputRef),
            outputRef: copyPayload(row.outputRef),
          }
        : asOpened(copy),
    );
  }
  return { rows: copies, lastSeq: seq };
}

function newRoot(runKey: number, { path, inputRef }: Pick<StepRow, "path" | "inputRef">, seq: number, now: number): StepRow {
  return {
    runKey,
    n: rootStep,
    parent: null,
    ordinal: 0,
    kind: "agent",
    path,
    status: "running",
    attempt: 1,
    startedAt: now,
    endedAt: null,
    begunSeq: seq,
    endedSeq: null,
    fingerprint: null,
    preview: null,
    error: null,
    usage: null,
    attributes: null,
    inputRef,
    outputRef: null,
  };
}

/** That the earlier run never came to it is said of that run, not of this one. */
function ownAttributes({ attributes }: StepRow): string | null {
  if (attributes === null) return null;
  const { unreached: _, ...own } = JSON.parse(attributes) as Record<string, Json>;
  return JSON.stringify(own);
}

function asReused(copy: StepRow, source: StepRow, sourceRunId: string, now: number, endedSeq: number): StepRow {
  const own = copy.attributes === null ? {} : (JSON.parse(copy.attributes) as Record<string, Json>);
  const reusedFrom = own["reusedFrom"] ?? {
    runId: sourceRunId,
    durationMs: (source.endedAt ?? source.startedAt) - source.startedAt,
  };
  // Its tokens were paid for in the run it comes from.
  return { ...copy, status: "reused", endedAt: now, endedSeq, usage: null, attributes: JSON.stringify({ ...own, reusedFrom }) };
}

/** What it is given is recorded when it begins; a copy of the earlier run's would be nobody's then. */
function asOpened(copy: StepRow): StepRow {
  const anew = { status: "running", attempt: 0, endedAt: null, endedSeq: null, preview: null, error: null, usage: null } as const;
  return { ...copy, ...anew, inputRef: null, outputRef: null };
}
