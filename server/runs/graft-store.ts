import { and, count, eq, gte, lt, sql } from "drizzle-orm";
import type { Database } from "@/db/database";
import { runs, steps } from "@/db/schema";
import { rootStep } from "@/server/domain/host-protocol";
import { hasEnded, type RunStatus } from "@/server/domain/run-status";
import type { RunRow } from "./store";

/** Steps told of from elsewhere have numbers from here on, beyond those the engine gives. */
export const firstGrafted = 2 ** 51;

/** Runs that began in a span of time, by how their ids end. */
export async function readByIdEnd(
  db: Database,
  { endsWith, from, to }: { endsWith: string; from: number; to: number },
): Promise<RunRow[]> {
  return db.read
    .select()
    .from(runs)
    .where(and(gte(runs.createdAt, from), lt(runs.createdAt, to), sql`substr(${runs.id}, ${-endsWith.length}) = ${endsWith}`));
}

/** The children a run's own code has made. */
export async function readOwnChildren(
  db: Database,
  runKey: number,
  parent: number,
): Promise<{ path: string; ordinal: number }[]> {
  return db.read
    .select({ path: steps.path, ordinal: steps.ordinal })
    .from(steps)
    .where(and(eq(steps.runKey, runKey), eq(steps.parent, parent), lt(steps.n, firstGrafted)))
    .orderBy(steps.ordinal);
}

/** Up to where a run's events tell of it: steps told of from elsewhere come behind the end of one that was made here. */
export async function readLastTold(
  db: Database,
  { key, origin, status, lastSeq }: Pick<RunRow, "key" | "origin" | "status" | "lastSeq">,
): Promise<number> {
  if (origin !== null || !hasEnded(status as RunStatus)) return lastSeq;
  const [root] = await db.read
    .select({ endedSeq: steps.endedSeq })
    .from(steps)
    .where(and(eq(steps.runKey, key), eq(steps.n, rootStep)));
  return Math.min(lastSeq, root?.endedSeq ?? lastSeq);
}

/** How many steps told of from elsewhere a run has: read off the primary key. */
export async function countGrafts(db: Database, runKey: number): Promise<number> {
  const [row] = await db.read
    .select({ grafts: count() })
    .from(steps)
    .where(and(eq(steps.runKey, runKey), gte(steps.n, firstGrafted)));
  return row?.grafts ?? 0;
}
