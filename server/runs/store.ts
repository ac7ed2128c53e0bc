import { eq, getTableColumns, sql } from "drizzle-orm";
import type { Database, ReadDatabase, Reader } from "@/db/database";
import { runs } from "@/db/schema";
import type { Statement } from "@/db/statement";
import type { RunCounts, Usage } from "@/server/domain/run";
import type { RunStatus } from "@/server/domain/run-status";
import { deletePayloads } from "./payload-store";

export type RunRow = typeof runs.$inferSelect;
export type NewRun = typeof runs.$inferInsert;

const columns = Object.entries(getTableColumns(runs));

/**
 * Rows go to SQLite as one JSON argument: what is not said has its column's default. A column no row says anything of is
 * left out, for each costs a look through the whole row's JSON.
 */
export function insertRuns(rows: NewRun[]): Statement {
  const said = columns.filter(([field]) => field === "key" || rows.some((row) => (row[field as keyof NewRun] ?? null) !== null));
  const values = rows.map((row) => said.map(([field, { default: usual }]) => row[field as keyof NewRun] ?? usual ?? null));
  return {
    sql: `INSERT INTO runs (${said.map(([, { name }]) => name).join(", ")})
SELECT ${said.map((_, at) => `value ->> ${at}`).join(", ")} FROM json_each(?)`,
    args: [JSON.stringify(values)],
  };
}

const byId = (read: Reader) =>
  read
    .select()
    .from(runs)
    .where(eq(runs.id, sql.placeholder("id")))
    .limit(1)
    .prepare();
const byKey = (read: Reader) =>
  read
    .select()
    .from(runs)
    .where(eq(runs.key, sql.placeholder("key")))
    .limit(1)
    .prepare();

const statusByKey = (read: Reader) =>
  read
    .select({ status: runs.status })
    .from(runs)
    .where(eq(runs.key, sql.placeholder("key")))
    .limit(1)
    .prepare();
const keyById = (read: Reader) =>
  read
    .select({ key: runs.key })
    .from(runs)
    .where(eq(runs.id, sql.placeholder("id")))
    .limit(1)
    .prepare();

/** For who only wants to know whether it goes on: the whole row costs ten times that. */
export async function readStatus(db: Database, key: number): Promise<RunStatus | undefined> {
  return (await db.prepared(statusByKey).all({ key }))[0]?.status as RunStatus | undefined;
}

export async function findKey(db: Database, id: string): Promise<number | undefined> {
  return (await db.prepared(keyById).all({ id }))[0]?.key;
}

/** The row as it is once it is written: what is not said has its column's default. */
export function rowOf(run: NewRun & { key: number }): RunRow {
  return Object.fromEntries(
    columns.map(([field, { default: usual }]) => [field, run[field as keyof NewRun] ?? usual ?? null]),
  ) as RunRow;
}

export async function readRun(db: ReadDatabase, id: string): Promise<RunRow | undefined> {
  return (await db.prepared(byId).all({ id }))[0];
}

const byKeys = (read: Reader) =>
  read
    .select()
    .from(runs)
    .where(sql`${runs.key} IN (SELECT value FROM json_each(${sql.placeholder("keys")}))`)
    .prepare();

export async function readRunsByKeys(db: ReadDatabase, keys: number[]): Promise<RunRow[]> {
  return db.prepared(byKeys).all({ keys: JSON.stringify(keys) });
}

export async function readRunByKey(db: ReadDatabase, key: number): Promise<RunRow | undefined> {
  return (await db.prepared(byKey).all({ key }))[0];
}

export type TakenRow = { key: number; take: number; startedAt: number; recoveries: number };

export function takeRuns(rows: TakenRow[]): Statement {
  return {
    sql: `UPDATE runs SET status = 'running', held = 1, wake_at = NULL, take = t.value ->> 1, started_at = coalesce(started_at, t.value ->> 2),
recoveries = t.value ->> 3 FROM json_each(?) AS t WHERE runs.key = t.value ->> 0 AND +runs.status IN ('pending', 'running')`,
    args: [JSON.stringify(rows.map(({ key, take, startedAt, recoveries }) => [key, take, startedAt, recoveries]))],
  };
}

/** The run waits for a person: no host has it, and if an input may expire it is looked at again then. */
export function putDownRun(key: number, wakeAt: number | null): Statement {
  return { sql: "UPDATE runs SET status = 'waiting', held = 0, wake_at = ? WHERE key = ?", args: [wakeAt, key] };
}

/** What hosts had in hand when the console stopped in order was cut off, but by no crash. */
export function markStopped(): Statement {
  return { sql: "UPDATE runs SET held = 2 WHERE status = 'running' AND held = 1", args: [] };
}

/** The run may go on: it is no longer waiting, and not yet in anybody's hand. */
export function resumeRun(key: number): Statement {
  return {
    sql: "UPDATE runs SET status = 'running', held = 0, wake_at = NULL WHERE key = ? AND status IN ('waiting', 'running')",
    args: [key],
  };
}

export type RunProgress = { key: number; lastSeq: number; workedMs: number; counts: RunCounts; usage: Usage | undefined };

export function updateProgress(rows: RunProgress[]): Statement {
  const values = rows.map(({ key, lastSeq, workedMs, counts, usage }) => [
    key,
    lastSeq,
    counts.steps,
    counts.actions,
    counts.modelCalls,
    counts.tools,
    counts.evaluators,
    counts.errors,
    usage?.inputTokens ?? null,
    usage?.outputTokens ?? null,
    usage?.costMicroUsd ?? null,
    workedMs,
  ]);
  return {
    sql: `UPDATE runs SET last_seq = p.value ->> 1, steps = p.value ->> 2, actions = p.value ->> 3, model_calls = p.value ->> 4,
tools = p.value ->> 5, evaluators = p.value ->> 6, errors = p.value ->> 7, input_tokens = p.value ->> 8, output_tokens = p.value ->> 9,
cost_micro_usd = p.value ->> 10, worked_ms = p.value ->> 11 FROM json_each(?) AS p WHERE runs.key = p.value ->> 0`,
    args: [JSON.stringify(values)],
  };
}

export type RunEndRow = Pick<RunRow, "key" | "status" | "error" | "resultType" | "resultRef"> & { endedAt: number };

/** The one way runs end; a run that has ended already is left as it is. */
export function endRuns(rows: RunEndRow[]): Statement {
  const values = rows.map(({ key, status, endedAt, error, resultType, resultRef }) => [
    key,
    status,
    endedAt,
    error,
    resultType,
    resultRef,
  ]);
  return {
    sql: `UPDATE runs SET status = e.value ->> 1, held = 0, wake_at = NULL, ended_at = e.value ->> 2, error = e.value ->> 3,
result_type = e.value ->> 4, result_ref = e.value ->> 5
FROM json_each(?) AS e WHERE runs.key = e.value ->> 0 AND +runs.status IN ('pending', 'running', 'waiting')`,
    args: [JSON.stringify(values)],
  };
}

/** A run's rows and its values; no other run has a share in them. */
export function deleteRunRows(key: number): Statement[] {
  const refs = `SELECT input_ref FROM steps WHERE run_key = ?1 UNION SELECT output_ref FROM steps WHERE run_key = ?1
    UNION SELECT input_ref FROM runs WHERE key = ?1 UNION SELECT result_ref FROM runs WHERE key = ?1`;
  return [
    ...deletePayloads(refs, key),
    { sql: "DELETE FROM steps WHERE run_key = ?", args: [key] },
    { sql: "DELETE FROM run_shapes WHERE run_key = ?", args: [key] },
    { sql: "DELETE FROM runs WHERE key = ?", args: [key] },
  ];
}
