import { sql } from "drizzle-orm";
import type { Database } from "@/db/database";

export type LastRunRow = { datasetId: string; id: string; agentId: string; status: string; createdAt: number };

/** The newest run of each of these datasets: one step down an index for each. */
export async function readLastRuns(db: Database, datasetIds: string[]): Promise<LastRunRow[]> {
  return db.read.all<LastRunRow>(
    sql`SELECT run.dataset_id AS "datasetId", run.id AS id, run.agent_id AS "agentId", run.status AS status,
  run.created_at AS "createdAt"
FROM json_each(${JSON.stringify(datasetIds)}) AS wanted JOIN dataset_runs AS run ON run.key = (
  SELECT newest.key FROM dataset_runs AS newest
  WHERE newest.dataset_key = (SELECT key FROM datasets WHERE id = wanted.value) AND newest.status <> 'deleting'
  ORDER BY newest.created_at DESC, newest.key DESC LIMIT 1)`,
  );
}
