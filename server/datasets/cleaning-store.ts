import { sql } from "drizzle-orm";
import type { Database } from "@/db/database";
import type { Statement } from "@/db/statement";

type SizedRow = { key: number; bytes: number; fromVersion: number };

const bytes = sql`octet_length(input) + coalesce(octet_length(expected), 0) + coalesce(octet_length(metadata), 0)`;

/** The rows with the highest positions: what is staged lies there, above all that was published. */
export async function readLastRows(db: Database, datasetKey: number, limit: number): Promise<SizedRow[]> {
  return db.read.all<SizedRow>(
    sql`SELECT key, ${bytes} AS bytes, from_version AS "fromVersion" FROM dataset_items
WHERE dataset_key = ${datasetKey} ORDER BY position DESC, from_version DESC LIMIT ${limit}`,
  );
}

export function deleteItemRows(keys: number[]): Statement {
  return {
    sql: "DELETE FROM dataset_items WHERE key IN (SELECT value FROM json_each(?))",
    args: [JSON.stringify(keys)],
  };
}

/** Datasets with rows of an import that was cut off. */
export async function readUncleaned(db: Database): Promise<{ key: number; id: string }[]> {
  return db.read.all<{ key: number; id: string }>(
    sql`SELECT key, id FROM datasets WHERE version < (SELECT from_version FROM dataset_items
WHERE dataset_key = datasets.key ORDER BY position DESC, from_version DESC LIMIT 1)`,
  );
}

/** Keys of datasets that were deleted, but not yet to the last row. */
export async function readHalfDeleted(db: Database): Promise<number[]> {
  const rows = await db.read.all<{ key: number }>(
    sql`SELECT DISTINCT dataset_key AS key FROM dataset_versions WHERE dataset_key NOT IN (SELECT key FROM datasets)`,
  );
  return rows.map(({ key }) => key);
}

/** One that is being cancelled has not ended before its last item has. */
const isUnfinished = "(status IN ('pending', 'running', 'waiting') OR (status = 'cancelled' AND ended_at IS NULL))";

/**
 * Gone for everyone at once, unless a dataset run of it goes on; its rows follow in parts, and its versions, by which a
 * cut-off deletion is known, last.
 */
export const deleteDatasetRow = (key: number): Statement => ({
  sql: `DELETE FROM datasets WHERE key = ?1 AND NOT EXISTS (SELECT 1 FROM dataset_runs WHERE dataset_key = ?1 AND ${isUnfinished})`,
  args: [key],
});
export const deleteVersionRows = (key: number): Statement => ({
  sql: "DELETE FROM dataset_versions WHERE dataset_key = ?",
  args: [key],
});
export const deleteRunRow = (key: number): Statement => ({ sql: "DELETE FROM dataset_runs WHERE key = ?", args: [key] });
export const deleteResultRows = (runKey: number, limit: number): Statement => ({
  sql: `DELETE FROM dataset_results WHERE dataset_run_key = ?1 AND ordinal IN
(SELECT ordinal FROM dataset_results WHERE dataset_run_key = ?1 LIMIT ?2)`,
  args: [runKey, limit],
});

type RunOfDataset = { key: number; id: string; isUnfinished: number };

export async function readRunKeys(db: Database, datasetKey: number): Promise<RunOfDataset[]> {
  return db.read.all<RunOfDataset>(
    sql`SELECT key, id, ${sql.raw(isUnfinished)} AS "isUnfinished" FROM dataset_runs WHERE dataset_key = ${datasetKey} ORDER BY created_at, key`,
  );
}

export async function countVersions(db: Database, datasetKey: number): Promise<number> {
  const [row] = await db.read.all<{ total: number }>(
    sql`SELECT count(*) AS total FROM dataset_versions WHERE dataset_key = ${datasetKey}`,
  );
  return row?.total ?? 0;
}
