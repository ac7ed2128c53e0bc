import { and, eq, gte, lt, sql } from "drizzle-orm";
import type { Database } from "@/db/database";
import { runs, steps } from "@/db/schema";
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
