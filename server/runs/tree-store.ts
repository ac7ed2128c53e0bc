import { and, eq, gte, isNull, lt, sql } from "drizzle-orm";
import type { ReadDatabase, Reader } from "@/db/database";
import { steps } from "@/db/schema";
import type { StepRow } from "./step-store";

const ofRun = eq(steps.runKey, sql.placeholder("runKey"));
const within = and(gte(steps.ordinal, sql.placeholder("from")), lt(steps.ordinal, sql.placeholder("to")));
const childrenOf = (read: Reader) =>
  read
    .select()
    .from(steps)
    .where(and(ofRun, eq(steps.parent, sql.placeholder("parent")), within))
    .orderBy(steps.ordinal)
    .prepare();
const rootsOf = (read: Reader) =>
  read
    .select()
    .from(steps)
    .where(and(ofRun, isNull(steps.parent), within))
    .orderBy(steps.ordinal)
    .prepare();

type Range = { from: number; to: number };

/** Children stand in the order of their numbers, so a window of them is a range of keys: as quick at the end as at the start. */
export async function readChildren(db: ReadDatabase, runKey: number, parent: number, range: Range): Promise<StepRow[]> {
  return db.prepared(childrenOf).all({ runKey, parent, ...range });
}

export async function readRoots(db: ReadDatabase, runKey: number, range: Range): Promise<StepRow[]> {
  return db.prepared(rootsOf).all({ runKey, ...range });
}

export async function countRoots(db: ReadDatabase, runKey: number): Promise<number> {
  const [last] = await db.read.all<{ ordinal: number }>(
    sql`SELECT ordinal FROM steps WHERE run_key = ${runKey} AND parent IS NULL ORDER BY ordinal DESC LIMIT 1`,
  );
  return last ? last.ordinal + 1 : 0;
}

/** Steps whose parent is not there, in the order they began. Asks of every step: for small runs. */
export async function readOrphans(db: ReadDatabase, runKey: number): Promise<number[]> {
  const rows = await db.read.all<{ n: number }>(sql`SELECT n FROM steps AS step WHERE run_key = ${runKey} AND parent IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM steps AS above WHERE above.run_key = step.run_key AND above.n = step.parent) ORDER BY begun_seq`);
  return rows.map(({ n }) => n);
}

/** Far more than any code nests: broken data may name a step as above itself. */
const mostLevels = 10_000;

/** The numbers of all that is above these steps. One that is above several is there once, so a ring ends too. */
export async function readNumbersAbove(db: ReadDatabase, runKey: number, numbers: number[]): Promise<number[]> {
  const rows = await db.read.all<{ n: number }>(sql`WITH RECURSIVE up(n) AS (
      SELECT value FROM json_each(${JSON.stringify(numbers)})
      UNION SELECT step.parent FROM up JOIN steps AS step ON step.run_key = ${runKey} AND step.n = up.n
        WHERE step.parent IS NOT NULL LIMIT ${mostLevels + numbers.length})
    SELECT n FROM up`);
  const given = new Set(numbers);
  return rows.flatMap(({ n }) => (given.has(n) ? [] : [n]));
}

/** Where a step of this path lies between two of the run's own numbers. */
export async function findByPath(db: ReadDatabase, runKey: number, path: string, range: Range): Promise<number | undefined> {
  const [row] = await db.read.all<{ n: number }>(sql`SELECT n FROM steps WHERE run_key = ${runKey}
    AND begun_seq >= ${range.from} AND begun_seq < ${range.to} AND path = ${path} LIMIT 1`);
  return row?.n;
}

/** The number at which the step stands that began so many after another. */
export async function findBegun(db: ReadDatabase, runKey: number, after: number, skip: number): Promise<number | undefined> {
  const [row] = await db.read.all<{ seq: number }>(sql`SELECT begun_seq AS seq FROM steps INDEXED BY steps_by_begin
    WHERE run_key = ${runKey} AND begun_seq > ${after} ORDER BY begun_seq LIMIT 1 OFFSET ${skip}`);
  return row?.seq;
}
