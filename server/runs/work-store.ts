import { and, eq, inArray, isNotNull, notInArray, sql } from "drizzle-orm";
import type { Database, Reader } from "@/db/database";
import { agents, runs } from "@/db/schema";
import type { Isolation } from "@/server/domain/isolation";

const pending = (read: Reader) =>
  read
    .select({ key: runs.key })
    .from(runs)
    .where(eq(runs.status, "pending"))
    .orderBy(runs.createdAt, runs.key)
    .limit(sql.placeholder("limit"))
    .prepare();

/** Keys of the runs that wait to be begun, oldest first: of these agents only, or of all but these. */
export async function readPendingKeys(
  db: Database,
  limit: number,
  { of, but }: { of?: string[]; but?: string[] },
): Promise<number[]> {
  if (!of && !but?.length) return (await db.prepared(pending).all({ limit })).map((row) => row.key);
  const rows = await db.read
    .select({ key: runs.key })
    .from(runs)
    .where(
      and(
        eq(runs.status, "pending"),
        of ? inArray(runs.agentId, of) : undefined,
        but?.length ? notInArray(runs.agentId, but) : undefined,
      ),
    )
    .orderBy(runs.createdAt, runs.key)
    .limit(limit);
  return rows.map((row) => row.key);
}

/** Which of these runs want a process of their own, and how. */
export async function readIsolated(db: Database, keys: number[]): Promise<Map<number, { runId: string; isolation: Isolation }>> {
  if (keys.length === 0) return new Map();
  const rows = await db.read
    .select({ key: runs.key, runId: runs.id, isolation: agents.isolation })
    .from(runs)
    .innerJoin(agents, eq(agents.id, runs.agentId))
    .where(and(isNotNull(agents.isolation), sql`${runs.key} IN (SELECT value FROM json_each(${JSON.stringify(keys)}))`));
  return new Map(
    rows.flatMap(({ key, runId, isolation }) =>
      isolation === null ? [] : [[key, { runId, isolation: JSON.parse(isolation) as Isolation }]],
    ),
  );
}

/** Keys of the runs a former console or host left in the middle. */
export async function readCutOffKeys(db: Database): Promise<number[]> {
  const rows = await db.read
    .select({ key: runs.key })
    .from(runs)
    .where(eq(runs.status, "running"))
    .orderBy(runs.createdAt, runs.key);
  return rows.map((row) => row.key);
}

export async function readWakeTimes(db: Database): Promise<{ key: number; wakeAt: number }[]> {
  const rows = await db.read.select({ key: runs.key, wakeAt: runs.wakeAt }).from(runs).where(eq(runs.status, "waiting"));
  return rows.flatMap(({ key, wakeAt }) => (wakeAt === null ? [] : [{ key, wakeAt }]));
}
