import { and, desc, eq, inArray, ne, or, sql } from "drizzle-orm";
import type { Database, Reader } from "@/db/database";
import { datasetRuns } from "@/db/schema";
import { toStatement, type Statement } from "@/db/statement";

export type DatasetRunRow = typeof datasetRuns.$inferSelect;
export type NewDatasetRun = typeof datasetRuns.$inferInsert;

/** While its runs are being deleted it is there for nobody. */
const deleting = "deleting";
const active = ["pending", "running", "waiting"];

/** Fails where the dataset is gone: it may have been deleted since it was looked at. */
export function insertDatasetRun(db: Database, row: NewDatasetRun): Statement {
  const datasetKey = sql`(SELECT key FROM datasets WHERE key = ${row.datasetKey})`;
  return toStatement(db.read.insert(datasetRuns).values({ ...row, datasetKey }));
}

const byId = (read: Reader) =>
  read
    .select()
    .from(datasetRuns)
    .where(and(eq(datasetRuns.id, sql.placeholder("id")), ne(datasetRuns.status, deleting)))
    .limit(1)
    .prepare();
const byKey = (read: Reader) =>
  read
    .select()
    .from(datasetRuns)
    .where(eq(datasetRuns.key, sql.placeholder("key")))
    .limit(1)
    .prepare();

export async function readDatasetRun(db: Database, id: string): Promise<DatasetRunRow | undefined> {
  return (await db.prepared(byId).all({ id }))[0];
}

export async function readDatasetRunByKey(db: Database, key: number): Promise<DatasetRunRow | undefined> {
  return (await db.prepared(byKey).all({ key }))[0];
}

/** What a start finds unfinished: going on, being cancelled, or being deleted. */
export async function readUnfinished(db: Database): Promise<DatasetRunRow[]> {
  return db.read
    .select()
    .from(datasetRuns)
    .where(
      or(
        inArray(datasetRuns.status, [...active, deleting]),
        and(eq(datasetRuns.status, "cancelled"), sql`${datasetRuns.endedAt} IS NULL`),
      ),
    )
    .orderBy(datasetRuns.createdAt, datasetRuns.key);
}

export type DatasetRunPosition = { createdAt: number; key: number };

export type DatasetRunMark = DatasetRunPosition & Pick<DatasetRunRow, "agentId" | "status">;

/** The next of a dataset's runs, newest first, with what they are filtered by. */
export async function readMarks(
  db: Database,
  datasetKey: number,
  after: DatasetRunPosition | undefined,
  limit: number,
): Promise<DatasetRunMark[]> {
  const { createdAt, key, agentId, status } = datasetRuns;
  return db.read
    .select({ createdAt, key, agentId, status })
    .from(datasetRuns)
    .where(
      and(
        eq(datasetRuns.datasetKey, datasetKey),
        after ? sql`(${createdAt}, ${key}) < (${after.createdAt}, ${after.key})` : undefined,
      ),
    )
    .orderBy(desc(createdAt), desc(key))
    .limit(limit);
}

export const isThere = ({ status }: Pick<DatasetRunRow, "status">): boolean => status !== deleting;

export async function readDatasetRunsByKeys(db: Database, keys: number[]): Promise<DatasetRunRow[]> {
  return db.read
    .select()
    .from(datasetRuns)
    .where(sql`${datasetRuns.key} IN (SELECT value FROM json_each(${JSON.stringify(keys)}))`)
    .orderBy(desc(datasetRuns.createdAt), desc(datasetRuns.key));
}

export type DatasetRunFilter = { agentId?: string[] | undefined; status?: string[] | undefined };

export async function countDatasetRuns(db: Database, datasetKey: number, filter: DatasetRunFilter): Promise<number> {
  const [row] = await db.read
    .select({ total: sql<number>`count(*)` })
    .from(datasetRuns)
    .where(
      and(
        eq(datasetRuns.datasetKey, datasetKey),
        ne(datasetRuns.status, deleting),
        filter.agentId?.length ? inArray(datasetRuns.agentId, filter.agentId) : undefined,
        filter.status?.length ? inArray(datasetRuns.status, filter.status) : undefined,
      ),
    );
  return row?.total ?? 0;
}

type Move = { status: string; startedAt?: number; endedAt?: number | null; scorers?: string };

/** Moves a dataset run from one of these statuses on; its answer tells whether it was in one. */
export function moveDatasetRun(key: number, from: readonly string[], move: Move): Statement {
  const { status, startedAt = null, endedAt, scorers = null } = move;
  return {
    sql: `UPDATE dataset_runs SET status = ?, started_at = coalesce(started_at, ?), scorers = coalesce(?, scorers),
ended_at = ${endedAt === undefined ? "ended_at" : "?"} WHERE key = ? AND status IN (SELECT value FROM json_each(?))`,
    args: [status, startedAt, scorers, ...(endedAt === undefined ? [] : [endedAt]), key, JSON.stringify(from)],
  };
}

/** Ends it, unless an item-trial has no ending yet: then nothing is changed. When it ended first stays. */
export function endDatasetRun(key: number, status: string, endedAt: number): Statement {
  return {
    sql: `UPDATE dataset_runs SET status = ?, started_at = coalesce(started_at, ?), ended_at = coalesce(ended_at, ?)
WHERE key = ? AND pending_count + running_count + waiting_count = 0`,
    args: [status, endedAt, endedAt, key],
  };
}

export function deleteDatasetRunRow(key: number): Statement {
  return { sql: "DELETE FROM dataset_runs WHERE key = ?", args: [key] };
}

/** Item-trials that never came to be, because their items are gone. */
export function giveUpRows(key: number, rows: number): Statement {
  return {
    sql: "UPDATE dataset_runs SET pending_count = pending_count - ?1, cancelled_count = cancelled_count + ?1 WHERE key = ?2 AND pending_count >= ?1",
    args: [rows, key],
  };
}
