import { sql } from "drizzle-orm";
import type { ReadDatabase } from "@/db/database";
import type { Statement } from "@/db/statement";

/** A list of [hash, body] as JSON text. */
export function keepSources(sources: string): Statement {
  return {
    sql: "INSERT OR IGNORE INTO span_sources (hash, body) SELECT value ->> 0, value ->> 1 FROM json_each(?)",
    args: [sources],
  };
}

/**
 * A list of [trace id, span id, source, ended, body] as JSON text. A span that came before stays, unless this one knows
 * more: that it has ended, or its text is longer, or, so that any order ends the same, it comes later in the alphabet.
 */
export function keepSpans(rows: string): Statement {
  return {
    sql: `INSERT INTO spans (trace_id, span_id, source, ended, body)
SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?) WHERE true
ON CONFLICT (trace_id, span_id) DO UPDATE SET source = excluded.source, ended = excluded.ended, body = excluded.body
WHERE (excluded.ended, length(excluded.body), excluded.body, excluded.source) > (ended, length(body), body, source)`,
    args: [rows],
  };
}

/** Says of these traces that something of them has come. */
export function noteChanges(traceIds: string[]): Statement {
  return {
    sql: `INSERT INTO traces (trace_id, changes, drawn, mapping) SELECT value, 1, 0, 0 FROM json_each(?) WHERE true
ON CONFLICT (trace_id) DO UPDATE SET changes = changes + 1`,
    args: [JSON.stringify(traceIds)],
  };
}

export function noteDrawn(traceId: string, changes: number, mapping: number): Statement {
  return {
    sql: "UPDATE traces SET drawn = max(drawn, ?), mapping = ? WHERE trace_id = ?",
    args: [changes, mapping, traceId],
  };
}

export async function readTrace(db: ReadDatabase, traceId: string): Promise<{ changes: number; drawn: number } | undefined> {
  const [row] = await db.read.all<{ changes: number; drawn: number }>(
    sql`SELECT changes, drawn FROM traces WHERE trace_id = ${traceId}`,
  );
  return row;
}

export async function listUndrawn(db: ReadDatabase): Promise<string[]> {
  const rows = await db.read.all<{ id: string }>(sql`SELECT trace_id AS id FROM traces WHERE drawn < changes`);
  return rows.map(({ id }) => id);
}

export type StoredSpan = { spanId: string; source: string; body: string };

/** For a thread: it reads all of a trace at once. */
export async function readSpans(db: ReadDatabase, traceId: string): Promise<StoredSpan[]> {
  return db.read.all<StoredSpan>(sql`SELECT span_id AS spanId, source, body FROM spans WHERE trace_id = ${traceId}`);
}

export async function readSources(db: ReadDatabase, hashes: string[]): Promise<Map<string, string>> {
  const rows = await db.read.all<{ hash: string; body: string }>(
    sql`SELECT hash, body FROM span_sources WHERE hash IN (SELECT value FROM json_each(${JSON.stringify(hashes)}))`,
  );
  return new Map(rows.map(({ hash, body }) => [hash, body]));
}
