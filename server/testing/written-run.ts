import type { Database } from "@/db/database";
import { insertSteps, type StepRow } from "@/server/runs/step-store";
import { insertRuns, type NewRun } from "@/server/runs/store";

export type WrittenStep = Partial<StepRow> & { n: number };

/** As if it had begun then. */
const writtenAt = 1_750_000_000_000;

const rowsAtOnce = 5000;

/**
 * A run with these steps, written as rows: for shapes of tree no agent makes in a test's time. Steps begin in the order
 * given and end at once after, unless they say otherwise; those without a parent's number are roots.
 */
export async function writeRun(db: Database, runId: string, steps: WrittenStep[], run: Partial<NewRun> = {}): Promise<number> {
  const key = db.nextRunKey();
  let seq = 0;
  const rows = steps.map((step): StepRow => {
    const begunSeq = ++seq;
    const startedAt = writtenAt + step.n;
    return {
      runKey: key,
      parent: null,
      ordinal: 0,
      kind: "tool",
      path: `writer.step${step.n}`,
      status: "completed",
      attempt: 1,
      startedAt,
      endedAt: (step.startedAt ?? startedAt) + 1,
      begunSeq,
      endedSeq: ++seq,
      fingerprint: null,
      preview: null,
      error: null,
      usage: null,
      attributes: null,
      inputRef: null,
      outputRef: null,
      ...step,
    };
  });
  const about = { agentId: "writer", agentRevision: "r1", status: "completed", createdAt: writtenAt, startedAt: writtenAt };
  const last = {
    lastSeq: seq,
    steps: rows.length,
    endedAt: Math.max(writtenAt, ...rows.slice(0, 1000).map((row) => row.endedAt ?? 0)),
  };
  await db.write([insertRuns([{ key, id: runId, ...about, ...last, ...run }])]);
  for (let at = 0; at < rows.length; at += rowsAtOnce) await db.write([insertSteps(rows.slice(at, at + rowsAtOnce))]);
  return key;
}
