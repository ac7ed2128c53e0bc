import { and, desc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { Database, Reader } from "@/db/database";
import { datasetResults } from "@/db/schema";
import type { Statement } from "@/db/statement";

type ResultRow = typeof datasetResults.$inferSelect;
/** An item-trial that is to get a run. */
export type NextItem = Pick<ResultRow, "ordinal" | "itemKey" | "itemId" | "trial" | "attempt">;

const endings = "('completed', 'error', 'timeout', 'cancelled')";

/** Rows for these items, in this order, each as often as there are trials. */
export function insertResultsOf(
  run: { id: string } | { key: number },
  items: { key: number; id: string }[],
  { from, trials }: { from: number; trials: number },
): Statement {
  const [key, of] = "key" in run ? ["?1", run.key] : ["(SELECT key FROM dataset_runs WHERE id = ?1)", run.id];
  return {
    sql: `INSERT INTO dataset_results (dataset_run_key, ordinal, item_key, item_id, trial, status)
SELECT ${key}, ?2 + item.key * ?3 + trial.value - 1, item.value ->> 0, item.value ->> 1, trial.value, 'pending'
FROM json_each(?4) AS item, json_each(?5) AS trial`,
    args: [of, from, trials, JSON.stringify(items.map((item) => [item.key, item.id])), numbersTo(trials)],
  };
}

/** How far the rows of a dataset run are written: how many there are, and of which item the last of them is. */
export async function readFilled(db: Database, key: number): Promise<{ rows: number; itemKey?: number }> {
  const [last] = await db.read
    .select({ ordinal: datasetResults.ordinal, itemKey: datasetResults.itemKey })
    .from(datasetResults)
    .where(eq(datasetResults.datasetRunKey, key))
    .orderBy(desc(datasetResults.ordinal))
    .limit(1);
  return last ? { rows: last.ordinal + 1, itemKey: last.itemKey } : { rows: 0 };
}

const numbersTo = (most: number): string => JSON.stringify(Array.from({ length: most }, (_, i) => i + 1));

/** By the index of statuses, in which they lie together and in order: left to itself SQLite goes through all before them. */
const toRun = (read: Reader) =>
  read
    .select({
      ordinal: sql<number>`ordinal`.as("ordinal"),
      itemKey: sql<number>`item_key`.as("itemKey"),
      itemId: sql<string>`item_id`.as("itemId"),
      trial: sql<number>`trial`.as("trial"),
      attempt: sql<number>`attempt`.as("attempt"),
    })
    .from(sql`dataset_results INDEXED BY dataset_results_by_status`)
    .where(sql`dataset_run_key = ${sql.placeholder("key")} AND status = 'pending' AND run_key IS NULL`)
    .orderBy(sql`ordinal`)
    .limit(sql.placeholder("limit"))
    .prepare();

/** Those that no run was made for yet, in order. */
export async function readNextItems(db: Database, key: number, limit: number): Promise<NextItem[]> {
  return db.prepared(toRun).all({ key, limit });
}

/** Those of these that have failed and are to be tried again. */
export async function readDueItems(db: Database, key: number, ordinals: number[]): Promise<NextItem[]> {
  return db.read
    .select()
    .from(datasetResults)
    .where(
      and(
        eq(datasetResults.datasetRunKey, key),
        sql`${datasetResults.ordinal} IN (SELECT value FROM json_each(${JSON.stringify(ordinals)}))`,
        isNotNull(datasetResults.retryAt),
        eq(datasetResults.settled, 0),
      ),
    );
}

/** Gives item-trials their runs: from now on their status is that of the run. */
export function giveRuns(key: number, rows: { ordinal: number; runKey: number; attempt: number }[]): Statement {
  return {
    sql: `UPDATE dataset_results SET run_key = given.value ->> 1, attempt = given.value ->> 2, status = 'pending', retry_at = NULL
FROM json_each(?) AS given WHERE dataset_run_key = given.value ->> 3 AND ordinal = given.value ->> 0`,
    // The key with every row: as a constant it leads SQLite to go through all of the dataset run's results.
    args: [JSON.stringify(rows.map(({ ordinal, runKey, attempt }) => [ordinal, runKey, attempt, key]))],
  };
}

export type Unsettled = Pick<ResultRow, "ordinal" | "runKey" | "status" | "attempt" | "retryAt">;
const unsettled = {
  ordinal: datasetResults.ordinal,
  runKey: datasetResults.runKey,
  status: datasetResults.status,
  attempt: datasetResults.attempt,
  retryAt: datasetResults.retryAt,
};

/** All that have a run and are not settled: what a start finds at work, waiting, or ended and not seen to. */
export async function readUnsettled(db: Database, key: number): Promise<Unsettled[]> {
  return db.read
    .select(unsettled)
    .from(datasetResults)
    .where(and(eq(datasetResults.datasetRunKey, key), eq(datasetResults.settled, 0), isNotNull(datasetResults.runKey)));
}

const byRuns = (read: Reader) =>
  read
    .select(unsettled)
    .from(datasetResults)
    .where(sql`${datasetResults.runKey} IN (SELECT value FROM json_each(${sql.placeholder("keys")}))`)
    .prepare();

/** Those whose latest run is one of these. */
export async function readResultsOfRuns(db: Database, runKeys: number[]): Promise<Unsettled[]> {
  return db.prepared(byRuns).all({ keys: JSON.stringify(runKeys) });
}

/** Nothing more comes of these by itself. One that has got another run meanwhile is not meant. */
export function settleResults(runKeys: number[]): Statement {
  return {
    sql: `UPDATE dataset_results SET settled = 1, retry_at = NULL
WHERE run_key IN (SELECT value FROM json_each(?)) AND status IN ${endings}`,
    args: [JSON.stringify(runKeys)],
  };
}

export function setRetries(rows: { runKey: number; retryAt: number }[]): Statement {
  return {
    sql: `UPDATE dataset_results SET retry_at = again.value ->> 1 FROM json_each(?) AS again WHERE run_key = again.value ->> 0 AND settled = 0`,
    args: [JSON.stringify(rows.map(({ runKey, retryAt }) => [runKey, retryAt]))],
  };
}

/** Ends item-trials that have no run, the first so many of them or these. */
export function cancelUnbegun(key: number, which: { most: number } | { ordinals: number[] }): Statement {
  const some =
    "most" in which
      ? `SELECT ordinal FROM dataset_results INDEXED BY dataset_results_by_status WHERE dataset_run_key = ?1 AND status = 'pending' AND run_key IS NULL ORDER BY ordinal LIMIT ?2`
      : "SELECT value FROM json_each(?2)";
  return {
    sql: `UPDATE dataset_results SET status = 'cancelled', settled = 1, retry_at = NULL WHERE dataset_run_key = ?1 AND ordinal IN (${some})`,
    args: [key, "most" in which ? which.most : JSON.stringify(which.ordinals)],
  };
}

/** Gives the tries still to come up. */
export function settleRetries(key: number): Statement {
  return {
    sql: `UPDATE dataset_results SET settled = 1, retry_at = NULL WHERE dataset_run_key = ? AND status IN ${endings} AND settled = 0`,
    args: [key],
  };
}

/** The next so many item-trials of these endings, past an ordinal. */
export async function readEndedOrdinals(
  db: Database,
  key: number,
  statuses: string[],
  after: number,
  limit: number,
): Promise<{ ordinal: number; runKey: number | null }[]> {
  return db.read
    .select({ ordinal: datasetResults.ordinal, runKey: datasetResults.runKey })
    .from(datasetResults)
    .where(
      and(
        eq(datasetResults.datasetRunKey, key),
        inArray(datasetResults.status, statuses),
        eq(datasetResults.settled, 1),
        sql`${datasetResults.ordinal} > ${after}`,
      ),
    )
    .orderBy(datasetResults.ordinal)
    .limit(limit);
}

/** Takes endings back: these item-trials are to get new runs, as if for the first time. */
export function reopenResults(key: number, ordinals: number[]): Statement {
  return {
    sql: `UPDATE dataset_results SET status = 'pending', settled = 0, retry_at = NULL, run_key = NULL
WHERE dataset_run_key = ? AND ordinal IN (SELECT value FROM json_each(?))`,
    args: [key, JSON.stringify(ordinals)],
  };
}

/** These completed ones are to be scored. */
export function unsettleResults(key: number, ordinals: number[]): Statement {
  return {
    sql: "UPDATE dataset_results SET settled = 0 WHERE dataset_run_key = ? AND ordinal IN (SELECT value FROM json_each(?)) AND status = 'completed'",
    args: [key, JSON.stringify(ordinals)],
  };
}

export function deleteResults(key: number): Statement {
  return { sql: "DELETE FROM dataset_results WHERE dataset_run_key = ?", args: [key] };
}
