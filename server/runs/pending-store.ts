import { and, eq, inArray, isNotNull, isNull, notInArray, sql, type SQL } from "drizzle-orm";
import type { Database, Reader } from "@/db/database";
import { agents, runs } from "@/db/schema";
import type { Isolation } from "@/server/domain/isolation";

const ofNoDataset = isNull(runs.datasetRunId);
const pendingOf = (which: SQL) => (read: Reader) =>
  read
    .select({ key: runs.key })
    .from(runs)
    .where(and(eq(runs.status, "pending"), which))
    .orderBy(runs.createdAt, runs.key)
    .limit(sql.placeholder("limit"))
    .prepare();
const pendingSingles = pendingOf(ofNoDataset);
const pendingItems = pendingOf(isNotNull(runs.datasetRunId));

export type WhichPending = { items: boolean; of?: string[]; but?: string[] };

/**
 * Keys of the runs that wait to be begun, oldest first: items of dataset runs or others, of these agents only or of all but
 * these. Of a dataset run no more are made than may be at work, so passing over them costs little.
 */
export async function readPendingKeys(db: Database, limit: number, { items, of, but }: WhichPending): Promise<number[]> {
  if (limit <= 0) return [];
  if (!of && !but?.length) return (await db.prepared(items ? pendingItems : pendingSingles).all({ limit })).map((row) => row.key);
  const rows = await db.read
    .select({ key: runs.key })
    .from(runs)
    .where(
      and(
        eq(runs.status, "pending"),
        items ? isNotNull(runs.datasetRunId) : ofNoDataset,
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

/** The oldest of a dataset run's runs. */
export async function readKeysOfDatasetRun(db: Database, datasetRunId: string, limit: number): Promise<number[]> {
  const rows = await db.read
    .select({ key: runs.key })
    .from(runs)
    .where(eq(runs.datasetRunId, datasetRunId))
    .orderBy(runs.createdAt, runs.key)
    .limit(limit);
  return rows.map((row) => row.key);
}

/** Keys of the runs made here that a former console or host left in the middle. */
export async function readCutOffKeys(db: Database): Promise<number[]> {
  const rows = await db.read
    .select({ key: runs.key })
    .from(runs)
    .where(and(eq(runs.status, "running"), isNull(runs.origin)))
    .orderBy(runs.createdAt, runs.key);
  return rows.map((row) => row.key);
}

export async function readWakeTimes(db: Database): Promise<{ key: number; wakeAt: number }[]> {
  const rows = await db.read.select({ key: runs.key, wakeAt: runs.wakeAt }).from(runs).where(eq(runs.status, "waiting"));
  return rows.flatMap(({ key, wakeAt }) => (wakeAt === null ? [] : [{ key, wakeAt }]));
}
