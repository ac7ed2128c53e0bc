import { sql, type SQL } from "drizzle-orm";
import type { FileClient } from "@/db/file-client";
import type { ReadDatabase } from "@/db/database";

/** The index of what runs say lies in a file of its own, attached as `search`: it can be made anew from the database. */
const indexShape = 1;
const makeIndex = [
  "DROP TABLE IF EXISTS run_texts",
  "DROP TABLE IF EXISTS reached",
  "CREATE VIRTUAL TABLE run_texts USING fts5(body, content='', contentless_delete=1, tokenize='trigram')",
  "CREATE TABLE reached (run_key INTEGER NOT NULL, made INTEGER NOT NULL)",
  `PRAGMA user_version = ${indexShape}`,
];

/** An index of another shape, or of a database that was replaced by another, is made anew. */
export async function prepareIndex(index: FileClient, databaseFile: string): Promise<void> {
  // What a power cut takes of it is found again from `reached` on.
  await index.execute("PRAGMA synchronous = NORMAL");
  await index.execute({ sql: "ATTACH ? AS runs_of", args: [databaseFile] });
  const { rows: made } = await index.execute("SELECT min(applied_at) AS at FROM runs_of.__migrations");
  await index.execute("DETACH runs_of");
  const { rows: shape } = await index.execute("PRAGMA user_version");
  const fits = shape[0]?.["user_version"] === indexShape;
  const { rows: of } = fits ? await index.execute("SELECT made FROM reached") : { rows: [] };
  if (fits && of[0]?.["made"] === made[0]?.["at"]) return;
  const begin = { sql: "INSERT INTO reached VALUES (1, ?)", args: [Number(made[0]?.["at"] ?? 0)] };
  await index.batch([...makeIndex.map((text) => ({ sql: text })), begin]);
}

/** All runs before this one that have ended are in the index. */
export async function readReached(index: FileClient): Promise<number> {
  const { rows } = await index.execute("SELECT run_key FROM reached");
  return Number(rows[0]?.["run_key"] ?? 1);
}

export async function writeReached(index: FileClient, runKey: number): Promise<void> {
  await index.execute({ sql: "UPDATE reached SET run_key = ?", args: [runKey] });
}

export async function putTexts(index: FileClient, texts: { key: number; body: string }[], gone: number[]): Promise<void> {
  await index.batch([
    ...[...gone, ...texts.map(({ key }) => key)].map((key) => ({ sql: "DELETE FROM run_texts WHERE rowid = ?", args: [key] })),
    ...texts.map(({ key, body }) => ({ sql: "INSERT INTO run_texts (rowid, body) VALUES (?, ?)", args: [key, body] })),
  ]);
}

/** Runs from a key on; which of them have not ended, and which are in the index already. */
export async function readUnindexed(db: ReadDatabase, from: number, limit: number) {
  return db.read.all<{ key: number; open: number; indexed: number }>(sql`SELECT key, ended_at IS NULL AS open,
    EXISTS (SELECT 1 FROM search.run_texts WHERE rowid = runs.key) AS indexed FROM runs WHERE key >= ${from} ORDER BY key LIMIT ${limit}`);
}

const isLive = sql`runs.status IN ('pending', 'running', 'waiting')`;
const matching = (text: string): SQL => sql`run_texts MATCH ${`"${text.replaceAll('"', '""')}"`}`;

/** The index knows what has three letters or more. */
export const isIndexed = (text: string): boolean => /^.{3}/su.test(text);

/** Read in full, where no index helps; values as the JSON they are stored as. */
function holds(text: string): SQL {
  const within = (value: SQL, what = text): SQL => sql`instr(lower(${value}), lower(${what})) > 0`;
  const stored = JSON.stringify(text).slice(1, -1);
  const payload = (ref: SQL): SQL =>
    sql`EXISTS (SELECT 1 FROM payloads WHERE payloads.id = ${ref} AND ${within(sql`payloads.body`, stored)})`;
  return sql`(${payload(sql`runs.input_ref`)} OR ${payload(sql`runs.result_ref`)} OR ${within(sql`coalesce(runs.name, '')`)}
    OR ${within(sql`coalesce(runs.error, '')`)})`;
}

/** Whether a run of a `part` has the text: the index is asked once for all of it, not anew for each run. */
export function hasText(text: string): SQL {
  if (!isIndexed(text)) return holds(text);
  const within = sql`rowid BETWEEN (SELECT min(key) FROM part) AND (SELECT max(key) FROM part)`;
  return sql`(runs.key IN (SELECT rowid FROM search.run_texts WHERE ${matching(text)} AND ${within}) OR (${isLive} AND ${holds(text)}))`;
}

/** Keys of the runs that have the text, ended and not; some more than `most` if there are so many. */
export async function findByText(db: ReadDatabase, text: string, most: number): Promise<number[]> {
  const ended = await db.read.all<{ key: number }>(
    sql`SELECT rowid AS key FROM search.run_texts WHERE ${matching(text)} LIMIT ${most + 1}`,
  );
  const live = await db.read.all<{ key: number }>(sql`SELECT key FROM runs WHERE ${isLive} AND ${holds(text)} LIMIT ${most + 1}`);
  return [...new Set([...ended, ...live].map(({ key }) => key))];
}
