import { sql, type SQL } from "drizzle-orm";
import type { Database } from "@/db/database";
import type { DatasetRunGlance } from "@/server/domain/dataset-run-glance";

type GlanceRow = { [Field in keyof Required<DatasetRunGlance>]: Required<DatasetRunGlance>[Field] | null };

/** Of each status the newest are looked at; what fits among them is what people can still remember. */
const mostLookedAt = 200;

const columns = sql`run.id AS id, run.dataset_id AS "datasetId", dataset.name AS "datasetName", run.agent_id AS "agentId", run.name AS name,
  run.status AS status, run.total_items AS "totalItems", run.trials AS trials, run.pending_count AS "pendingCount",
  run.running_count AS "runningCount", run.waiting_count AS "waitingCount", run.completed_count AS "completedCount",
  run.error_count AS "errorCount", run.timeout_count AS "timeoutCount", run.cancelled_count AS "cancelledCount",
  run.created_at AS "createdAt", run.started_at AS "startedAt", run.ended_at AS "endedAt"`;

async function readGlances(db: Database, status: string, where: SQL, limit: number): Promise<DatasetRunGlance[]> {
  const rows = await db.read.all<GlanceRow>(
    sql`SELECT ${columns} FROM (
      SELECT key FROM dataset_runs WHERE status = ${status} ORDER BY created_at DESC, key DESC LIMIT ${mostLookedAt}
    ) AS part CROSS JOIN dataset_runs AS run ON run.key = part.key JOIN datasets AS dataset ON dataset.key = run.dataset_key
    WHERE ${where} ORDER BY run.created_at DESC, run.key DESC LIMIT ${limit}`,
  );
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as DatasetRunGlance);
}

/** Not ended: begun, about to, or cancelled and still clearing up. */
export async function readRunning(db: Database, limit: number): Promise<DatasetRunGlance[]> {
  const parts = await Promise.all(
    ["pending", "running", "waiting", "cancelled"].map((status) => readGlances(db, status, sql`run.ended_at IS NULL`, limit)),
  );
  return parts
    .flat()
    .toSorted((a, b) => b.createdAt - a.createdAt)
    .slice(0, limit);
}

export async function readWithFailures(db: Database, since: number, limit: number): Promise<DatasetRunGlance[]> {
  const failed = sql`run.ended_at >= ${since} AND run.error_count + run.timeout_count > 0`;
  return readGlances(db, "completed", failed, limit);
}

export async function isThereAny(db: Database): Promise<boolean> {
  return (await db.read.all(sql`SELECT 1 FROM dataset_runs WHERE status <> 'deleting' LIMIT 1`)).length > 0;
}
