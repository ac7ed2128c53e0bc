import { sql, type SQL } from "drizzle-orm";
import type { Database } from "@/db/database";
import type { RunStatus } from "@/server/domain/run-status";
import { scoredBy } from "./result-list-store";

const inList = (values: readonly (number | string)[]): SQL => sql`IN (SELECT value FROM json_each(${JSON.stringify(values)}))`;

/** The next ordinals of some statuses, each read from its own index range; of all where none is named. */
export async function readOrdinalsByStatus(
  db: Database,
  key: number,
  statuses: readonly RunStatus[] | undefined,
  after: number,
  limit: number,
): Promise<number[]> {
  const found: { ordinal: number }[] = [];
  for (const status of statuses ?? [undefined])
    found.push(
      ...(await db.read.all<{ ordinal: number }>(
        status === undefined
          ? sql`SELECT ordinal FROM dataset_results WHERE dataset_run_key = ${key} AND ordinal > ${after} ORDER BY ordinal LIMIT ${limit}`
          : sql`SELECT ordinal FROM dataset_results INDEXED BY dataset_results_by_status
            WHERE dataset_run_key = ${key} AND status = ${status} AND ordinal > ${after} ORDER BY ordinal LIMIT ${limit}`,
      )),
    );
  return found
    .map((row) => row.ordinal)
    .toSorted((a, b) => a - b)
    .slice(0, limit);
}

/** The next that have a score which did not pass, or could not be told. */
export async function readOrdinalsNotPassed(db: Database, key: number, after: number, limit: number): Promise<number[]> {
  const rows = await db.read.all<{ ordinal: number }>(sql`SELECT DISTINCT ordinal FROM scores INDEXED BY scores_not_passed
    WHERE dataset_run_key = ${key} AND coalesce(pass, value >= 0.5, 0) = 0 AND ordinal > ${after} ORDER BY ordinal LIMIT ${limit}`);
  return rows.map((row) => row.ordinal);
}

/** A person's word goes before what a scorer of that name says. */
const notPassed = sql`EXISTS (SELECT 1 FROM scores AS s WHERE s.run_key = result.run_key AND coalesce(s.pass, s.value >= 0.5, 0) = 0
  AND (s.source = 'human' OR NOT EXISTS (SELECT 1 FROM scores AS h WHERE h.run_key = s.run_key AND h.scorer = s.scorer AND h.source = 'human')))`;

export type Standing = { ordinal: number; status: RunStatus; notPassed: number };

/** How these stand: their status, and whether a scorer said no. */
export async function readStandings(db: Database, key: number, ordinals: readonly number[]): Promise<Standing[]> {
  return db.read.all<Standing>(sql`SELECT ordinal, status, (status = 'completed' AND ${notPassed}) AS notPassed
    FROM dataset_results AS result WHERE dataset_run_key = ${key} AND ordinal ${inList(ordinals)} ORDER BY ordinal`);
}

export type Narrowing = {
  status?: readonly RunStatus[] | undefined;
  scorer?: string | undefined;
  min?: number | undefined;
  max?: number | undefined;
  pattern?: string | undefined;
};

/** Those of these that fit. */
export async function narrowOrdinals(
  db: Database,
  key: number,
  ordinals: readonly number[],
  narrowing: Narrowing,
): Promise<number[]> {
  const { status, pattern } = narrowing;
  const like = (column: SQL): SQL => sql`${column} LIKE ${pattern} ESCAPE '\\'`;
  const rows = await db.read.all<{ ordinal: number }>(sql`SELECT result.ordinal FROM dataset_results AS result
    ${pattern === undefined ? sql`` : withTexts}
    WHERE result.dataset_run_key = ${key} AND result.ordinal ${inList(ordinals)}
    ${status === undefined ? sql`` : sql`AND result.status ${inList(status)}`}
    ${scoredBy(narrowing)}
    ${pattern === undefined ? sql`` : sql`AND (${like(sql`result.item_id`)} OR ${like(sql`item.input`)} OR ${like(sql`item.expected`)} OR ${like(sql`gave.body`)} OR ${like(sql`runs.error`)})`}
    ORDER BY result.ordinal`);
  return rows.map((row) => row.ordinal);
}

const withTexts = sql`LEFT JOIN runs ON runs.key = result.run_key LEFT JOIN dataset_items AS item ON item.key = result.item_key
  LEFT JOIN payloads AS gave ON gave.id = runs.result_ref`;

/** How much there is to look through, each. */
export async function readTextSizes(
  db: Database,
  key: number,
  ordinals: readonly number[],
): Promise<{ ordinal: number; bytes: number }[]> {
  return db.read.all(sql`SELECT result.ordinal, coalesce(octet_length(item.input), 0) + coalesce(octet_length(item.expected), 0)
    + coalesce(octet_length(gave.body), 0) + coalesce(octet_length(runs.error), 0) AS bytes
    FROM dataset_results AS result ${withTexts}
    WHERE result.dataset_run_key = ${key} AND result.ordinal ${inList(ordinals)} ORDER BY result.ordinal`);
}

export type RowOfTrial = {
  ordinal: number;
  itemId: string;
  itemKey: number;
  trial: number;
  runKey: number | null;
  runId: string | null;
  attempt: number;
  status: RunStatus;
  retryAt: number | null;
  error: string | null;
  startedAt: number | null;
  endedAt: number | null;
  resultType: string | null;
  input: string | null;
  inputBytes: number | null;
  output: string | null;
  outputBytes: number | null;
};

/** Longer values are not read: their beginning stands for them in a list. */
export const mostListedBytes = 4096;
const beginning = 400;
const begun = (column: SQL): SQL =>
  sql`iif(octet_length(${column}) <= ${mostListedBytes}, ${column}, substr(${column}, 1, ${beginning}))`;

/** Item-trials for a list. The input is read with an item's first trial: it is that of all. */
export async function readTrialRows(db: Database, key: number, ordinals: readonly number[]): Promise<RowOfTrial[]> {
  return db.read.all<RowOfTrial>(sql`SELECT result.ordinal, result.item_id AS itemId, result.item_key AS itemKey, result.trial,
    result.run_key AS runKey, runs.id AS runId, result.attempt, result.status, result.retry_at AS retryAt, ${begun(sql`runs.error`)} AS error,
    runs.started_at AS startedAt, runs.ended_at AS endedAt, runs.result_type AS resultType,
    iif(result.trial = 1, ${begun(sql`item.input`)}, NULL) AS input, octet_length(item.input) AS inputBytes,
    ${begun(sql`gave.body`)} AS output, octet_length(gave.body) AS outputBytes
    FROM dataset_results AS result ${withTexts}
    WHERE result.dataset_run_key = ${key} AND result.ordinal ${inList(ordinals)} ORDER BY result.ordinal`);
}

export type ItemPlace = { ordinal: number; itemId: string; itemKey: number; runKey: number | null; status: RunStatus };

/** Item-trials of a dataset run between two ordinals, with no more than it takes to compare them. */
export async function readPlaces(db: Database, key: number, from: number, to: number): Promise<ItemPlace[]> {
  return db.read
    .all<ItemPlace>(sql`SELECT ordinal, item_id AS itemId, item_key AS itemKey, run_key AS runKey, status FROM dataset_results
    WHERE dataset_run_key = ${key} AND ordinal >= ${from} AND ordinal < ${to} ORDER BY ordinal`);
}

export async function readPlacesOfItems(db: Database, key: number, itemIds: readonly string[]): Promise<ItemPlace[]> {
  return db.read.all<ItemPlace>(sql`SELECT ordinal, item_id AS itemId, item_key AS itemKey, run_key AS runKey, status
    FROM dataset_results INDEXED BY dataset_results_by_item
    WHERE dataset_run_key = ${key} AND item_id ${inList(itemIds)} ORDER BY ordinal`);
}

/** Of these pairs of items, those that do not hold the same. */
export async function readChangedItems(db: Database, pairs: readonly [here: number, there: number][]): Promise<Set<number>> {
  if (pairs.length === 0) return new Set();
  const rows = await db.read.all<{ here: number }>(sql`SELECT here.key AS here FROM json_each(${JSON.stringify(pairs)}) AS pair
    JOIN dataset_items AS here ON here.key = pair.value ->> 0 JOIN dataset_items AS there ON there.key = pair.value ->> 1
    WHERE octet_length(here.input) <> octet_length(there.input) OR here.input IS NOT there.input OR here.expected IS NOT there.expected`);
  return new Set(rows.map((row) => row.here));
}

/** Where the first trial of an item stands. */
export async function readFirstOrdinal(db: Database, key: number, itemId: string): Promise<number | undefined> {
  const [row] = await db.read.all<{ ordinal: number | null }>(
    sql`SELECT min(ordinal) AS ordinal FROM dataset_results WHERE dataset_run_key = ${key} AND item_id = ${itemId}`,
  );
  return row?.ordinal ?? undefined;
}
