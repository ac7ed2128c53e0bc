import type { z } from "zod";
import type { Context } from "@/server/context";
import { runId } from "@/server/domain/ids";
import { listRunsInput } from "@/server/domain/run";
import { countBefore } from "./count-before";
import { boundedTotal, mostCounted, requireOneAgent, totalOf, valueOf } from "./list-runs";
import { countUpTo, listKeys, type RunFilter, type RunPosition } from "./list-store";
import { requireRun } from "./require-run";
import { readRunsByKeys, type RunRow } from "./store";

export const neighboursInput = listRunsInput.omit({ limit: true, cursor: true }).extend({ runId });

type Neighbour = { agentId: string; runId: string };
export type Neighbours = {
  /** Its place in the list, from 1; none where the list does not have it (any more), or it lies too deep to be counted. */
  position?: number;
  total: number;
  totalIsLowerBound?: boolean;
  /** What stands just before and just behind it. */
  previous?: Neighbour;
  next?: Neighbour;
};

/** Where a run stands in a list of runs, as the list is now. Answered by key; the list is never read whole. */
export async function getNeighbours({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.infer<typeof neighboursInput>;
}): Promise<Neighbours> {
  const { runId: id, sort: by = "createdAt", q, ...given } = input;
  const filter = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as RunFilter;
  const sort = by === "createdAt" ? undefined : by;
  if (sort) requireOneAgent(filter, sort);
  const row = await requireRun(ctx, id);
  const order = { now: Date.now(), ...(sort ? { sort } : {}) };
  const at: RunPosition = { at: sort ? valueOf[sort](row) : null, createdAt: row.createdAt, key: row.key };
  const { previous, next, before, listed, ...total } =
    q === undefined ? await within(ctx, filter, at, order) : await withinFound(ctx, q, filter, at, order);
  const rows = new Map((await readRunsByKeys(ctx.db, [previous ?? [], next ?? []].flat())).map((one) => [one.key, one]));
  const [above, below] = [toNeighbour(rows.get(previous ?? -1)), toNeighbour(rows.get(next ?? -1))];
  return {
    ...(listed && before < mostCounted ? { position: before + 1 } : {}),
    ...total,
    ...(above ? { previous: above } : {}),
    ...(below ? { next: below } : {}),
  };
}

type Order = { now: number; sort?: "durationMs" | "cost" };
type Around = { previous?: number | undefined; next?: number | undefined; before: number; listed: boolean; total: number };

async function within({ db }: Context, filter: RunFilter, at: RunPosition, order: Order): Promise<Around> {
  const [[previous], [next], itself, total] = await Promise.all([
    listKeys(db, filter, at, 1, { ...order, up: true }),
    listKeys(db, filter, at, 1, order),
    countUpTo(db, { ...filter, keys: [at.key] }, 1, order.now),
    totalOf(db, filter, order.now),
  ]);
  const listed = itself > 0;
  const before = listed ? await countBefore(db, filter, at, { ...order, most: mostCounted }) : 0;
  return { previous, next, before, listed, ...total };
}

/** The same of a search, in the thread that searches. */
async function withinFound({ texts }: Context, q: string, filter: RunFilter, at: RunPosition, order: Order): Promise<Around> {
  const asked = { q, filter, after: at, limit: 1, most: mostCounted + 1, ...order };
  const above = await texts.find({ ...asked, up: true });
  const below = await texts.find(asked);
  // Those of its millisecond: itself among them, if the list has it.
  const from = Math.max(filter.from ?? 0, at.createdAt);
  const to = Math.min(filter.to ?? Number.POSITIVE_INFINITY, at.createdAt + 1);
  const itself = { q, filter: { ...filter, from, to }, after: undefined, limit: 1000, most: 1000, now: order.now };
  const { keys } = await texts.find(itself);
  return {
    previous: above.keys[0],
    next: below.keys[0],
    before: above.before ?? 0,
    listed: keys.includes(at.key),
    ...boundedTotal(above.total),
    ...(above.incomplete ? { totalIsLowerBound: true } : {}),
  };
}

const toNeighbour = (row: RunRow | undefined): Neighbour | undefined => row && { agentId: row.agentId, runId: row.id };
