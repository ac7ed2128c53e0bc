import { and, count, eq, gt, gte, lt, sql } from "drizzle-orm";
import type { Database } from "@/db/database";
import { runs, steps } from "@/db/schema";
import { firstGrafted } from "@/server/domain/grafted-step";
import { rootStep } from "@/server/domain/host-protocol";
import { hasEnded, type RunStatus } from "@/server/domain/run-status";
import type { RunRow } from "./store";

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

const childrenAtOnce = 1000;

/** The children a run's own code has made: they come before those told of from elsewhere. */
export async function readOwnChildren(
  db: Database,
  runKey: number,
  parent: number,
): Promise<{ path: string; ordinal: number }[]> {
  const own: { path: string; ordinal: number }[] = [];
  for (let after = -1; ;) {
    const part = await db.read
      .select({ n: steps.n, path: steps.path, ordinal: steps.ordinal })
      .from(steps)
      .where(and(eq(steps.runKey, runKey), eq(steps.parent, parent), gt(steps.ordinal, after)))
      .orderBy(steps.ordinal)
      .limit(childrenAtOnce);
    for (const { n, path, ordinal } of part) if (n < firstGrafted) own.push({ path, ordinal });
    const last = part.at(-1);
    if (!last || part.length < childrenAtOnce || last.n >= firstGrafted) return own;
    after = last.ordinal;
    await new Promise((resolve) => setImmediate(resolve));
  }
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
