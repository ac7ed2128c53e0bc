import { sql, type SQL } from "drizzle-orm";
import type { Database } from "@/db/database";
import type { RunStatus } from "@/server/domain/run-status";

export type ResultFilter = { status?: RunStatus[] } & ScoreBounds;
type ScoreBounds = { scorer?: string | undefined; min?: number | undefined; max?: number | undefined };
export type ShownValue = { body: string | null; bytes: number | null };
export type ShownResult = {
  ordinal: number;
  itemId: string;
  trial: number;
  runKey: number | null;
  runId: string | null;
  agentId: string | null;
  attempt: number;
  status: string;
  retryAt: number | null;
  error: string | null;
  startedAt: number | null;
  endedAt: number | null;
  resultType: string | null;
  input: ShownValue;
  expected: ShownValue;
  output: ShownValue;
};

/** Larger values are named by their size, and not read. */
const mostValueBytes = 64 * 1024;

type Flat = Omit<ShownResult, "input" | "expected" | "output"> &
  Record<`${"input" | "expected" | "output"}Body`, string | null> &
  Record<`${"input" | "expected" | "output"}Bytes`, number | null>;

const shown = (column: SQL, name: string): SQL =>
  sql`octet_length(${column}) AS ${sql.raw(`${name}Bytes`)}, iif(octet_length(${column}) <= ${mostValueBytes}, ${column}, NULL) AS ${sql.raw(`${name}Body`)}`;

export async function readResultsAt(db: Database, key: number, ordinals: number[]): Promise<ShownResult[]> {
  const rows = await db.read
    .all<Flat>(sql`SELECT result.ordinal, result.item_id AS itemId, result.trial, result.run_key AS runKey,
    runs.id AS runId, runs.agent_id AS agentId, result.attempt, result.status, result.retry_at AS retryAt, runs.error,
    runs.started_at AS startedAt, runs.ended_at AS endedAt, runs.result_type AS resultType,
    ${shown(sql`item.input`, "input")}, ${shown(sql`item.expected`, "expected")}, ${shown(sql`gave.body`, "output")}
    FROM dataset_results AS result LEFT JOIN runs ON runs.key = result.run_key LEFT JOIN dataset_items AS item ON item.key = result.item_key
    LEFT JOIN payloads AS gave ON gave.id = runs.result_ref
    WHERE result.dataset_run_key = ${key} AND result.ordinal IN (SELECT value FROM json_each(${JSON.stringify(ordinals)}))
    ORDER BY result.ordinal`);
  return rows.map(({ inputBody, inputBytes, expectedBody, expectedBytes, outputBody, outputBytes, ...row }) => ({
    ...row,
    input: { body: inputBody, bytes: inputBytes },
    expected: { body: expectedBody, bytes: expectedBytes },
    output: { body: outputBody, bytes: outputBytes },
  }));
}

/** Of a scorer's verdicts the one that counts: a person's word goes before what a scorer of that name says. */
export function scoredBy({ scorer, min, max }: ScoreBounds): SQL {
  if (scorer === undefined) return sql``;
  return sql`AND EXISTS (SELECT 1 FROM scores AS s WHERE s.run_key = result.run_key AND s.scorer = ${scorer}
    ${min === undefined ? sql`` : sql`AND s.value >= ${min}`} ${max === undefined ? sql`` : sql`AND s.value <= ${max}`}
    AND (s.source = 'human' OR NOT EXISTS
      (SELECT 1 FROM scores AS h WHERE h.run_key = s.run_key AND h.scorer = s.scorer AND h.source = 'human')))`;
}

export type Stretch = { after: number; upTo: number; limit: number };

/** The next results between two ordinals. Of a status they are read from its own index range, so that few of many are found at once. */
export async function readOrdinals(
  db: Database,
  key: number,
  filter: ResultFilter,
  { after, upTo, limit }: Stretch,
): Promise<number[]> {
  const found: { ordinal: number }[] = [];
  for (const status of filter.status ? new Set(filter.status) : [undefined]) {
    const ofStatus = status === undefined ? sql`` : sql`AND result.status = ${status}`;
    found.push(
      ...(await db.read.all<{ ordinal: number }>(sql`SELECT ordinal FROM dataset_results AS result
        WHERE dataset_run_key = ${key} AND ordinal > ${after} AND ordinal <= ${upTo} ${ofStatus} ${scoredBy(filter)}
        ORDER BY ordinal LIMIT ${limit}`)),
    );
  }
  return found
    .map((row) => row.ordinal)
    .toSorted((a, b) => a - b)
    .slice(0, limit);
}

/** How many results there are between two ordinals. */
export async function countOrdinals(
  db: Database,
  key: number,
  filter: ResultFilter,
  { after, upTo }: Omit<Stretch, "limit">,
): Promise<number> {
  const statuses = filter.status
    ? sql`AND result.status IN (SELECT value FROM json_each(${JSON.stringify(filter.status)}))`
    : sql``;
  const [row] = await db.read.all<{ n: number }>(sql`SELECT count(*) AS n FROM dataset_results AS result
    WHERE dataset_run_key = ${key} AND ordinal > ${after} AND ordinal <= ${upTo} ${statuses} ${scoredBy(filter)}`);
  return row?.n ?? 0;
}

/** The items of the next results of a status, past an ordinal. */
export function readItemsOfStatus(
  db: Database,
  key: number,
  status: RunStatus,
  after: number,
  limit: number,
): Promise<{ ordinal: number; itemId: string }[]> {
  return db.read.all(sql`SELECT ordinal, item_id AS itemId FROM dataset_results INDEXED BY dataset_results_by_status
    WHERE dataset_run_key = ${key} AND status = ${status} AND ordinal > ${after} ORDER BY ordinal LIMIT ${limit}`);
}
