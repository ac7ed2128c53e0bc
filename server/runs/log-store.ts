import { sql, type SQL } from "drizzle-orm";
import type { ReadDatabase } from "@/db/database";

export type LogFilter = { kinds?: string[] | undefined; status?: string[] | undefined; q?: string | undefined };
export type LogRow = {
  seq: number;
  n: number;
  ended: 0 | 1;
  at: number;
  path: string;
  kind: string;
  status: string;
  attempt: number;
  durationMs: number | null;
  text: string | null;
  error: string | null;
  level: string | null;
};

const mostText = 600;

/**
 * The begins and ends whose seq is above `above` and up to `upTo`, the lowest or the highest first. A run numbers them
 * without large gaps, so a stretch of seqs is a bounded read whatever is filtered out of it.
 */
export async function readLog(
  db: ReadDatabase,
  runKey: number,
  { above, upTo }: { above: number; upTo: number },
  { filter, limit, back }: { filter: LogFilter; limit: number; back: boolean },
): Promise<LogRow[]> {
  const order = sql.raw(back ? "DESC" : "ASC");
  const line = (
    seq: SQL,
    ended: 0 | 1,
  ) => sql`SELECT ${seq} AS seq, n, ${ended} AS ended, path, kind, attempt, started_at, ended_at,
    ${ended === 1 ? sql`status` : sql`CASE WHEN ended_seq = begun_seq THEN status ELSE 'running' END`} AS status,
    ${ended === 1 ? sql`substr(preview, 1, ${mostText})` : sql`CASE WHEN ended_seq = begun_seq THEN substr(preview, 1, ${mostText}) END`} AS text,
    ${ended === 1 ? sql`error` : sql`NULL`} AS error, CAST(${wholeUnicode(sql`attributes`)} ->> '$.level' AS TEXT) AS level
    FROM steps WHERE run_key = ${runKey} AND ${seq} > ${above} AND ${seq} <= ${upTo}`;
  return db.read.all<LogRow>(sql`SELECT seq, n, ended, path, kind, status, attempt, text, error, level,
      iif(ended = 1, ended_at, started_at) AS at, iif(ended = 1, max(0, ended_at - started_at), NULL) AS durationMs
    FROM (${line(sql`begun_seq`, 0)} UNION ALL ${line(sql`ended_seq`, 1)} AND ended_seq <> begun_seq)
    WHERE ${fits(filter)} ORDER BY seq ${order} LIMIT ${limit}`);
}

/** JSON of whole letters only: half a surrogate pair, taken out of its escape, is no UTF-8, and libSQL aborts the process on it. */
const wholeUnicode = (json: SQL): SQL => sql`replace(${json}, '\\ud', '\\uff')`;

function fits({ kinds, status, q }: LogFilter): SQL {
  const has = (column: SQL) => sql`instr(lower(${column}), lower(${q ?? ""})) > 0`;
  const parts = [
    ...(kinds ? [sql`kind IN (SELECT value FROM json_each(${JSON.stringify(kinds)}))`] : []),
    ...(status ? [sql`status IN (SELECT value FROM json_each(${JSON.stringify(status)}))`] : []),
    ...(q === undefined ? [] : [sql`(${has(sql`path`)} OR ${has(sql`text`)} OR ${has(sql`error`)})`]),
  ];
  return parts.length === 0 ? sql`true` : sql.join(parts, sql` AND `);
}
