import type { Database } from "@/db/database";
import { hasEnded, type RunStatus } from "@/server/domain/run-status";
import { readRun } from "./store";

export async function isLive(db: Database, runId: string): Promise<boolean> {
  const run = await readRun(db, runId);
  return run !== undefined && !hasEnded(run.status as RunStatus);
}
