import { sql } from "drizzle-orm";
import type { Database } from "@/db/database";

export type RunFigure = {
  key: number;
  createdAt: number;
  status: string;
  startedAt: number | null;
  endedAt: number | null;
  costMicroUsd: number | null;
  modelCalls: number;
  /** It is an item-trial's latest attempt. */
  isLatest: number;
};

/** The next runs of a dataset run, earlier attempts too, in the order in which they were made. */
export async function readRunFigures(
  db: Database,
  datasetRunId: string,
  after: { createdAt: number; key: number },
  limit: number,
): Promise<RunFigure[]> {
  return db.read.all<RunFigure>(sql`SELECT runs.key, runs.created_at AS createdAt, runs.status, runs.started_at AS startedAt,
    runs.ended_at AS endedAt, runs.cost_micro_usd AS costMicroUsd, runs.model_calls AS modelCalls,
    EXISTS (SELECT 1 FROM dataset_results WHERE dataset_results.run_key = runs.key) AS isLatest
    FROM runs WHERE dataset_run_id = ${datasetRunId} AND (created_at, key) > (${after.createdAt}, ${after.key})
    ORDER BY created_at, key LIMIT ${limit}`);
}

/** The dataset runs just before and after one of its dataset. */
export async function readNeighbours(db: Database, run: { key: number; datasetKey: number; createdAt: number }) {
  const { key, datasetKey, createdAt } = run;
  const [older] = await db.read.all<{ id: string }>(sql`SELECT id FROM dataset_runs WHERE dataset_key = ${datasetKey}
    AND status <> 'deleting' AND (created_at, key) < (${createdAt}, ${key}) ORDER BY created_at DESC, key DESC LIMIT 1`);
  const [newer] = await db.read.all<{ id: string }>(sql`SELECT id FROM dataset_runs WHERE dataset_key = ${datasetKey}
    AND status <> 'deleting' AND (created_at, key) > (${createdAt}, ${key}) ORDER BY created_at, key LIMIT 1`);
  return { older: older?.id, newer: newer?.id };
}
