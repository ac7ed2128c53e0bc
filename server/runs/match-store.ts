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
  /** The whole of it. */
  path?: string | undefined;
};

export type Candidate = { n: number; place: number; path: string; preview: string | null };
type Part = { runKey: number; after: number; upTo: number; limit: number; now: number };

/** Slower ones have an index of their own. */
export const slowMs = 100;

/**
 * Those that fit, from after one place up to another, in that order: by the run's own numbers, or under one parent by
 * ordinals. A text is not yet looked at closely.
 */
export async function findCandidates(db: ReadDatabase, filter: StepFilter, part: Part): Promise<Candidate[]> {
  return db.read.all<Candidate>(sql`${sql.join(selectsOf(filter, part), sql` UNION ALL `)} ORDER BY 2 LIMIT ${part.limit}`);
}

const hasFailed = sql`status IN ('error', 'timeout')`;

function selectsOf(filter: StepFilter, part: Part): SQL[] {
  const { parent, failed, minMs = 0 } = filter;
  const rest = restOf(filter, part.now);
  if (parent !== undefined)
    return [from("steps_by_parent", part, and(sql`parent = ${parent}`, failed ? hasFailed : undefined, rest))];
  if (failed) return [from("steps_failed", part, and(hasFailed, rest))];
  if (minMs < slowMs) return [from("steps_by_begin", part, rest)];
  const ended = sql`ended_at - started_at >= 100 AND ended_at - started_at >= ${minMs}`;
  // Few are open at a time.
  return [from("steps_slow", part, and(ended, rest)), from("steps_by_end", part, and(sql`ended_seq IS NULL`, rest))];
}

/** The index is named: left to choose, SQLite may walk the run instead. */
function from(index: string, { runKey, after, upTo }: Part, where: SQL | undefined): SQL {
  const place = index === "steps_by_parent" ? sql`ordinal` : sql`begun_seq`;
  return sql`SELECT n, ${place} AS place, path, preview FROM steps INDEXED BY ${sql.raw(index)}
    WHERE ${and(sql`run_key = ${runKey} AND ${place} > ${after} AND ${place} <= ${upTo}`, where)}`;
}

function restOf({ kinds, statuses, minMs = 0, q, path }: StepFilter, now: number): SQL | undefined {
  return and(
    ...(kinds ? [sql`kind IN ${kinds}`] : []),
    ...(statuses ? [statuses.length > 0 ? sql`status IN ${statuses}` : sql`0`] : []),
    ...(minMs > 0 ? [sql`coalesce(ended_at, ${now}) - started_at >= ${minMs}`] : []),
    ...(q === undefined ? [] : [maySay(q)]),
    ...(path === undefined ? [] : [sql`path = ${path}`]),
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

/** Among so many it is looked whether a step's failure is one of its children's. */
const mostAsked = 1000;

/** The step nearest to that number, on one side of it, in which a failure arose: not one that only passed it on. */
export async function findFailed(db: ReadDatabase, { runKey, from: seq, direction }: FailedSide): Promise<number | undefined> {
  const side =
    direction === "next" ? sql`begun_seq > ${seq} ORDER BY begun_seq` : sql`begun_seq < ${seq} ORDER BY begun_seq DESC`;
  // Those that failed next after it began, and its last children: of what was told of from elsewhere a child may have begun before.
  const later = sql`SELECT parent FROM steps AS child INDEXED BY steps_failed WHERE child.run_key = ${runKey}
    AND child.status IN ('error', 'timeout') AND child.begun_seq > steps.begun_seq ORDER BY child.begun_seq LIMIT ${mostAsked}`;
  const last = sql`SELECT status FROM steps AS child INDEXED BY steps_by_parent
    WHERE child.run_key = ${runKey} AND child.parent = steps.n ORDER BY child.ordinal DESC LIMIT ${mostAsked}`;
  const [row] = await db.read.all<{ n: number }>(
    sql`SELECT n FROM steps INDEXED BY steps_failed WHERE run_key = ${runKey} AND ${hasFailed}
      AND NOT EXISTS (SELECT 1 FROM (${later}) AS child WHERE child.parent = steps.n)
      AND NOT EXISTS (SELECT 1 FROM (${last}) WHERE ${hasFailed}) AND ${side} LIMIT 1`,
  );
  return row?.n;
}
