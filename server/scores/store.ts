import { asc, eq, sql } from "drizzle-orm";
import type { Database, Reader } from "@/db/database";
import { scores } from "@/db/schema";
import type { Statement } from "@/db/statement";
import type { Score, ScoreSource } from "@/server/domain/score";
import { storableText } from "@/server/domain/well-formed";

export type ScoreRow = Score & { runKey: number };

/** What a scorer says may be anything: of text no database keeps, a sign stands for it. */
const shown = (text: string | null | undefined): string | null => (text ? storableText(text) : null);

/** One verdict of each scorer and source on a run: a later one takes its place. Where the run is an item-trial's latest, it counts there. */
export function putScores(rows: ScoreRow[], now: number): Statement {
  const values = rows.map(({ runKey, scorer, source, value, pass, label, reason }) => [
    runKey,
    scorer,
    source,
    value,
    pass === undefined ? null : Number(pass),
    shown(label),
    shown(reason),
  ]);
  return {
    sql: `INSERT INTO scores (run_key, dataset_run_key, ordinal, scorer, source, value, pass, label, reason, created_at)
SELECT s.value ->> 0, result.dataset_run_key, result.ordinal, s.value ->> 1, s.value ->> 2, s.value ->> 3, s.value ->> 4, s.value ->> 5, s.value ->> 6, ?
FROM json_each(?) AS s JOIN runs ON runs.key = s.value ->> 0 LEFT JOIN dataset_results AS result ON result.run_key = s.value ->> 0 WHERE true
ON CONFLICT (run_key, scorer, source) DO UPDATE SET value = excluded.value, pass = excluded.pass, label = excluded.label,
  reason = excluded.reason, created_at = excluded.created_at, dataset_run_key = excluded.dataset_run_key, ordinal = excluded.ordinal`,
    args: [now, JSON.stringify(values)],
  };
}

/** These runs are no item-trial's latest any more: their scores stay with them, and count no longer. */
export function detachScoresOf(runKeys: number[]): Statement[] {
  return [
    {
      sql: "UPDATE scores SET dataset_run_key = NULL, ordinal = NULL WHERE run_key IN (SELECT value FROM json_each(?))",
      args: [JSON.stringify(runKeys)],
    },
  ];
}

export function deleteScoresOf(runKey: number): Statement {
  return { sql: "DELETE FROM scores WHERE run_key = ?", args: [runKey] };
}

const ofRuns = (read: Reader) =>
  read
    .select()
    .from(scores)
    .where(sql`${scores.runKey} IN (SELECT value FROM json_each(${sql.placeholder("keys")}))`)
    .orderBy(asc(scores.runKey), asc(scores.scorer), asc(scores.source))
    .prepare();

/** Scores by run. */
export async function readScoresOf(db: Database, runKeys: number[]): Promise<Map<number, Score[]>> {
  const byRun = new Map<number, Score[]>();
  for (const row of await db.prepared(ofRuns).all({ keys: JSON.stringify(runKeys) }))
    byRun.set(row.runKey, [...(byRun.get(row.runKey) ?? []), toScore(row)]);
  return byRun;
}

function toScore({ scorer, value, pass, label, reason, source }: typeof scores.$inferSelect): Score {
  return {
    scorer,
    value,
    ...(pass === null ? {} : { pass: pass === 1 }),
    ...(label === null ? {} : { label }),
    ...(reason === null ? {} : { reason }),
    source: source as ScoreSource,
  };
}

export type CountedScore = { ordinal: number; scorer: string; source: ScoreSource; value: number | null; passed: number | null };

/** Scores of the latest attempts of a dataset run's item-trials between two ordinals. */
export async function readScoresBetween(db: Database, datasetRunKey: number, from: number, to: number): Promise<CountedScore[]> {
  return db.read
    .all<CountedScore>(sql`SELECT result.ordinal, s.scorer, s.source, s.value, coalesce(s.pass, s.value >= 0.5) AS passed
    FROM dataset_results AS result CROSS JOIN scores AS s ON s.run_key = result.run_key
    WHERE result.dataset_run_key = ${datasetRunKey} AND result.ordinal >= ${from} AND result.ordinal < ${to} ORDER BY result.ordinal`);
}

export type ScoredValue = { runKey: number; scorer: string; source: ScoreSource; value: number | null };

/** Of many runs at once no more than what scorers say, without why. */
export async function readValuesOf(db: Database, runKeys: number[]): Promise<ScoredValue[]> {
  if (runKeys.length === 0) return [];
  return db.prepared(values).all({ keys: JSON.stringify(runKeys) });
}
const values = (read: Reader) =>
  read
    .select({
      runKey: sql<number>`run_key`.as("runKey"),
      scorer: sql<string>`scorer`.as("scorer"),
      source: sql<ScoreSource>`source`.as("source"),
      value: sql<number | null>`value`.as("value"),
    })
    .from(sql`scores`)
    .where(sql`run_key IN (SELECT value FROM json_each(${sql.placeholder("keys")}))`)
    .prepare();

export type Material = {
  runKey: number;
  input: string | null;
  output: string | null;
  resultType: string | null;
  expected: string | null;
};

/** What scorers are to look at, for completed runs. */
export async function readMaterial(db: Database, runKeys: number[]): Promise<(Material & { id: string })[]> {
  return db.prepared(material).all({ keys: JSON.stringify(runKeys) });
}
const material = (read: Reader) =>
  read
    .select({
      runKey: sql<number>`runs.key`.as("runKey"),
      id: sql<string>`runs.id`.as("id"),
      input: sql<string | null>`given.body`.as("input"),
      output: sql<string | null>`gave.body`.as("output"),
      resultType: sql<string | null>`runs.result_type`.as("resultType"),
      expected: sql<string | null>`dataset_items.expected`.as("expected"),
    })
    .from(
      sql`runs LEFT JOIN payloads AS given ON given.id = runs.input_ref LEFT JOIN payloads AS gave ON gave.id = runs.result_ref
    LEFT JOIN dataset_results AS result ON result.run_key = runs.key LEFT JOIN dataset_items ON dataset_items.key = result.item_key`,
    )
    .where(sql`runs.key IN (SELECT value FROM json_each(${sql.placeholder("keys")})) AND runs.status = 'completed'`)
    .prepare();

const ofRun = (read: Reader) =>
  read
    .select()
    .from(scores)
    .where(eq(scores.runKey, sql.placeholder("runKey")))
    .orderBy(asc(scores.scorer))
    .prepare();

export async function readScoresOfRun(db: Database, runKey: number): Promise<Score[]> {
  return (await db.prepared(ofRun).all({ runKey })).map(toScore);
}

/** The dataset run a run's scores count in. */
export async function datasetRunOf(db: Database, runKey: number): Promise<number | undefined> {
  const [row] = await db.read.all<{ key: number | null }>(
    sql`SELECT dataset_run_key AS key FROM scores WHERE run_key = ${runKey} LIMIT 1`,
  );
  return row?.key ?? undefined;
}
