import { and, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Database } from "@/db/database";
import { runs } from "@/db/schema";
import type { RunStatus } from "@/server/domain/run-status";
import type { RunRow } from "./store";

/** The runs that were made from this one, newest first. */
export async function readReruns(db: Database, id: string, limit: number): Promise<RunRow[]> {
  return db.read.select().from(runs).where(eq(runs.rerunOf, id)).orderBy(desc(runs.createdAt), desc(runs.key)).limit(limit);
}

/** The run a step of another run has started. */
export async function readChild(db: Database, parentRunId: string, parentStep: number): Promise<RunRow | undefined> {
  const [row] = await db.read
    .select()
    .from(runs)
    .where(and(eq(runs.parentRunId, parentRunId), eq(runs.parentStep, parentStep)))
    .limit(1);
  return row;
}

const live: RunStatus[] = ["pending", "running", "waiting"];

/** Runs started from within this one that have not ended. */
export async function readLiveChildren(db: Database, parentRunId: string): Promise<number[]> {
  const rows = await db.read
    .select({ key: runs.key })
    .from(runs)
    .where(and(eq(runs.parentRunId, parentRunId), inArray(runs.status, live), isNull(runs.origin)));
  return rows.map((row) => row.key);
}

/** Runs started from within this one that wait for a person. */
export async function readWaitingChildren(db: Database, parentRunId: string, limit: number): Promise<RunRow[]> {
  return db.read
    .select()
    .from(runs)
    .where(and(eq(runs.parentRunId, parentRunId), eq(runs.status, "waiting")))
    .limit(limit);
}

/** Runs that go on although the run that started them has ended: a crash came between the two. */
export async function readOrphans(db: Database): Promise<number[]> {
  const rows = await db.read.all<{ key: number }>(sql`SELECT child.key FROM runs AS child JOIN runs AS parent
    ON parent.id = child.parent_run_id WHERE child.status IN ('pending', 'running', 'waiting') AND child.origin IS NULL
    AND parent.status NOT IN ('pending', 'running', 'waiting')`);
  return rows.map((row) => row.key);
}

const leftBehind = sql`SELECT DISTINCT parent.key FROM runs AS parent JOIN runs AS child
  ON child.parent_run_id = parent.id AND child.status <> 'waiting' JOIN steps ON steps.run_key = parent.key
  AND steps.n = child.parent_step AND steps.ended_seq IS NULL WHERE parent.status = 'waiting'`;

/** Runs that were put down for a run of theirs which does not wait any more. */
export async function readAllLeftBehind(db: Database): Promise<number[]> {
  return (await db.read.all<{ key: number }>(leftBehind)).map((row) => row.key);
}

/** This one, if it was. */
export async function readLeftBehind(db: Database, key: number): Promise<number[]> {
  return (await db.read.all<{ key: number }>(sql`${leftBehind} AND parent.key = ${key}`)).map((row) => row.key);
}
