import type { Database } from "@/db/database";
import type { RunEnd } from "@/server/domain/host-protocol";
import { hasEnded, type RunStatus } from "@/server/domain/run-status";
import { createLiveRun } from "./live-run";
import { Recording } from "./record-reports";
import { readOpenSteps } from "./step-store";
import { readRunByKey } from "./store";

/** Ends a run that no host has in hand, with whatever of it is open, and says its id; nothing if it had ended already. */
export async function endUnheldRun(db: Database, key: number, end: Omit<RunEnd, "is">): Promise<string | undefined> {
  const row = await readRunByKey(db, key);
  if (!row || hasEnded(row.status as RunStatus)) return undefined;
  const live = createLiveRun(row, row.take, end.at);
  const recording = new Recording(db);
  if (row.lastSeq === 0) recording.addRoot(live, row.inputRef);
  const open = await readOpenSteps(db, key);
  for (const step of open) live.open.set(step.n, { startedAt: step.startedAt });
  // Where it happened: the step that began last and had not ended.
  const path = open.toSorted((a, b) => b.begunSeq - a.begunSeq)[0]?.path;
  const error = end.error && path !== undefined ? { path, ...end.error } : end.error;
  recording.add(live, { key, take: row.take, is: "run-end", ...end, ...(error ? { error } : {}) });
  await db.write(recording.statements());
  return row.id;
}
