import { and, sql, type SQL } from "drizzle-orm";
import type { ReadDatabase } from "@/db/database";
import { encodeName } from "@/server/domain/step-path";

/** What steps are looked for by; all of it must fit. */
export type StepFilter = {
  parent?: number | undefined;
  kinds?: string[] | undefined;
  /** As recorded: of a run that waits, what is shown as waiting may be recorded as running. */
  statuses?: string[] | undefined;
  failed?: boolean | undefined;
  minMs?: number | undefined;
  q?: string | undefined;
};

export type Candidate = { n: number; seq: number; path: string; preview: string | null };
type Part = { runKey: number; after: number; upTo: number; limit: number; now: number };

/** Slower ones have an index of their own. */
export const slowMs = 100;

/** Those that fit and began after one of the run's own numbers, up to another, in that order. A text is not yet looked at closely. */
export async function findCandidates(db: ReadDatabase, filter: StepFilter, part: Part): Promise<Candidate[]> {
  const { failed, minMs = 0 } = filter;
  const selects = failed
    ? [from("steps_failed", part, sql`status IN ('error', 'timeout')`, restOf(filter, part.now))]
    : minMs >= slowMs
      ? [
          from(
            "steps_slow",
            part,
            sql`ended_at - started_at >= 100 AND ended_at - started_at >= ${minMs}`,
            restOf({ ...filter, minMs: 0 }, part.now),
          ),
          // Few are open at a time.
          from("steps_by_end", part, sql`ended_seq IS NULL`, restOf(filter, part.now)),
        ]
      : [from("steps_by_begin", part, undefined, restOf(filter, part.now))];
  return db.read.all<Candidate>(sql`${sql.join(selects, sql` UNION ALL `)} ORDER BY 2 LIMIT ${part.limit}`);
}

/** The index is named: left to choose, SQLite may walk the run instead. */
function from(index: string, { runKey, after, upTo }: Part, first: SQL | undefined, rest: SQL | undefined): SQL {
  const range = sql`run_key = ${runKey} AND begun_seq > ${after} AND begun_seq <= ${upTo}`;
  return sql`SELECT n, begun_seq AS seq, path, preview FROM steps INDEXED BY ${sql.raw(index)} WHERE ${and(range, first, rest)}`;
}

function restOf({ parent, kinds, statuses, minMs = 0, q }: StepFilter, now: number): SQL | undefined {
  return and(
    ...(parent === undefined ? [] : [sql`parent = ${parent}`]),
    ...(kinds ? [sql`kind IN ${kinds}`] : []),
    ...(statuses ? [statuses.length > 0 ? sql`status IN ${statuses}` : sql`0`] : []),
    ...(minMs > 0 ? [sql`coalesce(ended_at, ${now}) - started_at >= ${minMs}`] : []),
    ...(q === undefined ? [] : [maySay(q)]),
  );
}

/** SQLite tells upper from lower case beyond ASCII, and paths hold such letters as their bytes: asked are the ways it may be written. */
function maySay(q: string): SQL {
  const ways = new Set(
    [q, q.toLowerCase(), q.toUpperCase(), q.slice(0, 1).toUpperCase() + q.slice(1).toLowerCase()].map(asciiLower),
  );
  const inPaths = new Set([...ways].map((way) => asciiLower(way.replace(/[^A-Za-z0-9_.#-]+/gu, encodeName))));
  const has = (column: SQL, way: string): SQL => sql`instr(lower(${column}), ${way}) > 0`;
  const any = [...[...inPaths].map((way) => has(sql`path`, way)), ...[...ways].map((way) => has(sql`preview`, way))];
  return sql`(${sql.join(any, sql` OR `)})`;
}

const asciiLower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

type FailedSide = { runKey: number; from: number; direction: "next" | "previous" };

/** The failed step nearest to that number, on one side of it. */
export async function findFailed(db: ReadDatabase, { runKey, from: seq, direction }: FailedSide): Promise<number | undefined> {
  const side =
    direction === "next" ? sql`begun_seq > ${seq} ORDER BY begun_seq` : sql`begun_seq < ${seq} ORDER BY begun_seq DESC`;
  const [row] = await db.read.all<{ n: number }>(
    sql`SELECT n FROM steps INDEXED BY steps_failed WHERE run_key = ${runKey} AND status IN ('error', 'timeout') AND ${side} LIMIT 1`,
  );
  return row?.n;
}
