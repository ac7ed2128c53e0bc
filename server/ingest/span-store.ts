import { sql } from "drizzle-orm";
import type { ReadDatabase } from "@/db/database";
import type { Statement } from "@/db/statement";

/** A list of rows as JSON text, or one large row: as text within a text within a text it would grow several times over. */
export type GivenRows = string | (string | number)[];

function rowsOf(columns: number, rows: GivenRows): string {
  if (typeof rows !== "string") return `VALUES (${rows.map(() => "?").join(", ")})`;
  return `SELECT ${Array.from({ length: columns }, (_, at) => `value ->> ${at}`).join(", ")} FROM json_each(?) WHERE true`;
}

const argsOf = (rows: GivenRows): (string | number)[] => (typeof rows === "string" ? [rows] : rows);

/** Of [hash, body]. */
export function keepSources(rows: GivenRows): Statement {
  return { sql: `INSERT OR IGNORE INTO span_sources (hash, body) ${rowsOf(2, rows)}`, args: argsOf(rows) };
}

/**
 * Of [trace id, span id, source, ended, body]. A span that came before stays, unless this one knows
 * more: that it has ended, or its text is longer, or, so that any order ends the same, it comes later in the alphabet.
 */
export function keepSpans(rows: GivenRows): Statement {
  return {
    sql: `INSERT INTO spans (trace_id, span_id, source, ended, body) ${rowsOf(5, rows)}
ON CONFLICT (trace_id, span_id) DO UPDATE SET source = excluded.source, ended = excluded.ended, body = excluded.body
WHERE (excluded.ended, length(excluded.body), excluded.body, excluded.source) > (ended, length(body), body, source)`,
    args: argsOf(rows),
  };
}

export async function readMapping(db: ReadDatabase): Promise<number | undefined> {
  const [row] = await db.read.all<{ version: number }>(sql`SELECT version FROM span_mapping`);
  return row?.version;
}

/** All traces are to be drawn anew, by this version of the mapping. */
export function redrawAll(version: number): Statement[] {
  return [
    {
      sql: `INSERT INTO undrawn_runs (source, run_id, version) SELECT DISTINCT 'otlp', trace_id, 1 FROM spans WHERE true
ON CONFLICT DO UPDATE SET version = version + 1`,
      args: [],
    },
    { sql: "INSERT INTO span_mapping (id, version) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET version = ?1", args: [version] },
  ];
}

export function forgetSpans(traceId: string): Statement {
  return { sql: "DELETE FROM spans WHERE trace_id = ?", args: [traceId] };
}

export async function hasMoreThan(db: ReadDatabase, traceId: string, spans: number): Promise<boolean> {
  const rows = await db.read.all(sql`SELECT 1 FROM spans WHERE trace_id = ${traceId} LIMIT 1 OFFSET ${spans}`);
  return rows.length > 0;
}

export async function readSpan(db: ReadDatabase, traceId: string, spanId: string): Promise<string | undefined> {
  const [row] = await db.read.all<{ body: string }>(
    sql`SELECT body FROM spans WHERE trace_id = ${traceId} AND span_id = ${spanId}`,
  );
  return row?.body;
}

export type StoredSpan = { spanId: string; source: string; body: string };

/** A trace part by part, in the order of its spans' ids. */
export async function readSpansAfter(db: ReadDatabase, traceId: string, after: string, limit: number): Promise<StoredSpan[]> {
  return db.read.all<StoredSpan>(sql`SELECT span_id AS spanId, source, body FROM spans
    WHERE trace_id = ${traceId} AND span_id > ${after} ORDER BY span_id LIMIT ${limit}`);
}

export async function readSpansOf(db: ReadDatabase, traceId: string, ids: readonly string[]): Promise<StoredSpan[]> {
  return db.read.all<StoredSpan>(sql`SELECT span_id AS spanId, source, body FROM spans
    WHERE trace_id = ${traceId} AND span_id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`);
}

export async function readSources(db: ReadDatabase, hashes: string[]): Promise<Map<string, string>> {
  const rows = await db.read.all<{ hash: string; body: string }>(
    sql`SELECT hash, body FROM span_sources WHERE hash IN (SELECT value FROM json_each(${JSON.stringify(hashes)}))`,
  );
  return new Map(rows.map(({ hash, body }) => [hash, body]));
}
