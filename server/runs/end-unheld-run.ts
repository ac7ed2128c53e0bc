import type { Database } from "@/db/database";
import type { RunEnd } from "@/server/domain/host-protocol";
import { hasEnded, type RunStatus } from "@/server/domain/run-status";
import { createLiveRun } from "./live-run";
import { Recording } from "./record-reports";
import { readOpenSteps } from "./step-store";
import { readRunByKey } from "./store";

/** Ends a run that no host has in hand, with whatever of it is open. False if it had ended already. */
export async function endUnheldRun(db: Database, key: number, end: Omit<RunEnd, "is">): Promise<boolean> {
  const row = await readRunByKey(db, key);
  if (!row || hasEnded(row.status as RunStatus)) return false;
  const live = createLiveRun(row, row.take, end.at);
  const recording = new Recording(db);
  if (row.lastSeq === 0) recording.addRoot(live, row.inputRef);
  for (const step of await readOpenSteps(db, key)) live.open.set(step.n, { startedAt: step.startedAt });
  recording.add(live, { key, take: row.take, is: "run-end", ...end });
  await db.write(recording.statements());
  return true;
}
