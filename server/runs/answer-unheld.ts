import type { Database } from "@/db/database";
import type { StepEnd } from "@/server/domain/host-protocol";
import { hasEnded, type RunStatus } from "@/server/domain/run-status";
import { createLiveRun } from "./live-run";
import { Recording } from "./record-reports";
import { readSteps } from "./step-store";
import { readRunByKey, resumeRun } from "./store";

/** Records the answer to an input of a run no host has in hand, and lets it go on. False if it does not wait for it any more. */
export async function answerUnheld(db: Database, key: number, end: StepEnd): Promise<boolean> {
  const row = await readRunByKey(db, key);
  const [step] = await readSteps(db, key, [end.n]);
  if (!row || !step || hasEnded(row.status as RunStatus) || step.endedSeq !== null) return false;
  const live = createLiveRun(row, row.take, end.at);
  live.open.set(end.n, { startedAt: step.startedAt });
  const recording = new Recording(db);
  recording.add(live, { key, take: row.take, ...end });
  // One that was cut off is to be taken up anyway, as what it is: cut off.
  const waited = row.status === "waiting";
  await db.write([...recording.statements(), ...(waited ? [resumeRun(key)] : [])]);
  return true;
}
