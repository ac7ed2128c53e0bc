import { and, inArray, sql } from "drizzle-orm";
import type { ReadDatabase } from "@/db/database";
import { runCounts, runs } from "@/db/schema";
import type { RunSort } from "@/server/domain/run";
import { readRunsByKeys, type RunRow } from "./store";
import { allRunStatuses, hasEnded } from "@/server/domain/run-status";
import { countIn, scan, sortedStretches, stretchesOf, type Place, type RunFilter, type Stretch } from "./stretch-store";

export type { RunFilter } from "./stretch-store";

/** A place in the order: sorted by `at`; where that is not known, behind all where it is, by time. */
export type RunPosition = { at?: number | null; createdAt: number; key: number };
/** `up`: what stands before a position, the nearest first. */
export type RunOrder = { sort?: RunSort; now: number; up?: boolean };

export async function listRuns(
  db: ReadDatabase,
  filter: RunFilter,
  after: RunPosition | undefined,
  limit: number,
  order: RunOrder = { now: Date.now() },
): Promise<RunRow[]> {
  return readInOrder(db, await listKeys(db, filter, after, limit, order));
}

export async function readInOrder(db: ReadDatabase, keys: number[]): Promise<RunRow[]> {
  const rows = new Map((await readRunsByKeys(db, keys)).map((row) => [row.key, row]));
  return keys.flatMap((key) => rows.get(key) ?? []);
}

/** Newest first, or by what is asked; from a position on. */
export async function listKeys(
  db: ReadDatabase,
  filter: RunFilter,
  after: RunPosition | undefined,
  limit: number,
  { sort, now, up }: RunOrder,
): Promise<number[]> {
  const keys: number[] = [];
  const known = after?.at ?? undefined;
  const byValue = async () => {
    if (!sort || keys.length >= limit) return;
    const place = after && known !== undefined ? { at: known, key: after.key } : undefined;
    keys.push(...(await firstOf(db, sortedStretches(filter, sort), place, { limit: limit - keys.length, now, up })));
  };
  const byTime = async () => {
    const passed = after && known === undefined ? { at: after.createdAt, key: after.key } : undefined;
    if (keys.length < limit)
      keys.push(...(await firstOf(db, stretchesOf(filter, sort), passed, { limit: limit - keys.length, now, up })));
  };
  // Those whose value is known stand first, the others behind them.
  if (up) {
    if (!sort || known === undefined) await byTime();
    await byValue();
  } else {
    if (!after || known !== undefined) await byValue();
    await byTime();
  }
  return keys;
}

/** Of each stretch the first, merged: an IN over an ordered index would sort everything it names. */
async function firstOf(
  db: ReadDatabase,
  stretches: Stretch[],
  after: Place | undefined,
  { limit, now, up }: { limit: number; now: number; up: boolean | undefined },
): Promise<number[]> {
  const found = new Map<number, number>();
  for (const stretch of stretches) {
    let left = limit;
    for await (const places of scan(db, stretch, after, { now, limit: left, up })) {
      for (const { key, at } of places) found.set(key, at);
      left -= places.length;
      if (left <= 0) break;
    }
  }
  const sorted = [...found].toSorted(([a, x], [b, y]) => (up ? x - y || a - b : y - x || b - a));
  return sorted.slice(0, limit).map(([key]) => key);
}

/** Kept counters answer this; nothing is counted. */
export async function readCounts(db: ReadDatabase, filter: Pick<RunFilter, "agentId" | "status">): Promise<number> {
  const [row] = await db.read
    .select({ total: sql<number>`coalesce(sum(${runCounts.runs}), 0)` })
    .from(runCounts)
    .where(
      and(
        filter.agentId ? inArray(runCounts.agentId, filter.agentId) : undefined,
        filter.status ? inArray(runCounts.status, filter.status) : undefined,
      ),
    );
  return row?.total ?? 0;
}

/** All runs of a dataset run are one agent's, so its index answers alone. */
export async function countOfDatasetRun(
  db: ReadDatabase,
  datasetRunId: string,
  { agentId, status }: Pick<RunFilter, "agentId" | "status">,
): Promise<number> {
  const ofIt = sql`${runs.datasetRunId} = ${datasetRunId}`;
  const [any] = await db.read.select({ agentId: runs.agentId }).from(runs).where(ofIt).limit(1);
  if (!any || (agentId && !agentId.includes(any.agentId))) return 0;
  const [row] = await db.read
    .select({ total: sql<number>`count(*)` })
    .from(runs)
    .where(and(ofIt, status ? inArray(runs.status, status) : undefined));
  return row?.total ?? 0;
}

/** By an agent's index of durations; what has not ended has none yet, and is few. */
export async function countByDuration(
  db: ReadDatabase,
  { agentId, minMs = 0, maxMs }: Pick<RunFilter, "agentId" | "minMs" | "maxMs">,
  most: number,
  now: number,
): Promise<number> {
  const agents = agentId ?? (await db.read.selectDistinct({ id: runCounts.agentId }).from(runCounts)).map(({ id }) => id);
  // No run lasts less than no time, whatever its clocks said.
  const atLeast = minMs > 0 ? sql`AND duration_ms >= ${minMs}` : sql``;
  const atMost = maxMs === undefined ? sql`` : sql`AND duration_ms <= ${maxMs}`;
  let total = 0;
  for (const agent of new Set(agents)) {
    if (total >= most) return total;
    const [row] = await db.read.all<{ n: number }>(sql`SELECT count(*) AS n FROM (SELECT 1 FROM runs INDEXED BY runs_by_duration
      WHERE agent_id = ${agent} AND duration_ms IS NOT NULL ${atLeast} ${atMost} LIMIT ${most - total})`);
    total += row?.n ?? 0;
  }
  const status = allRunStatuses.filter((each) => !hasEnded(each));
  return total + (await countUpTo(db, { agentId, status, minMs, maxMs }, most - total, now));
}

/** Counts runs, but not many more than `most`. */
export async function countUpTo(db: ReadDatabase, filter: RunFilter, most: number, now: number): Promise<number> {
  const stretches = stretchesOf(filter);
  // Of several tags a run may have two.
  if (stretches.length > 1 && filter.tag) return countDistinct(db, stretches, most, now);
  let total = 0;
  for (const stretch of stretches) {
    total += await countIn(db, stretch, { now, most: most - total });
    if (total >= most) return total;
  }
  return total;
}

async function countDistinct(db: ReadDatabase, stretches: Stretch[], most: number, now: number): Promise<number> {
  const keys = new Set<number>();
  for (const stretch of stretches)
    for await (const places of scan(db, stretch, undefined, { now, limit: most })) {
      for (const { key } of places) keys.add(key);
      if (keys.size >= most) return keys.size;
    }
  return keys.size;
}
