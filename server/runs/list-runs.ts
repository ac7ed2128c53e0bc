import type { Database } from "@/db/database";
import type { Context } from "@/server/context";
import type { ListRunsInput, RunPage, RunSort } from "@/server/domain/run";
import { AppError } from "@/server/errors";
import {
  countByDuration,
  countOfDatasetRun,
  countUpTo,
  listRuns as listRows,
  readCounts,
  readInOrder,
  type RunFilter,
  type RunOrder,
  type RunPosition,
} from "./list-store";
import type { RunRow } from "./store";
import { toRunSummary } from "./to-run-summary";

/** Past this many a filtered total is a lower bound, and says so. */
export const mostCounted = 10_000;

export async function listRuns({ ctx, input }: { ctx: Context; input: ListRunsInput }): Promise<RunPage> {
  const { limit, cursor, sort: by = "createdAt", q, ...given } = input;
  const filter = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined && value !== false),
  ) as RunFilter;
  const sort = by === "createdAt" ? undefined : by;
  if (sort) requireOneAgent(filter, sort);
  const now = Date.now();
  const after = cursor === undefined ? undefined : parseCursor(cursor, sort);
  const asked = { filter, after, limit: limit + 1, now, ...(sort ? { sort } : {}) };
  const { rows, ...total } = q === undefined ? await readPage(ctx, asked) : await searchPage(ctx, q, asked);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    runs: page.map((row) => toRunSummary(row, now)),
    ...total,
    hasMore: last !== undefined,
    nextCursor: last
      ? formatCursor({ at: sort ? valueOf[sort](last) : null, createdAt: last.createdAt, key: last.key }, sort)
      : null,
  };
}

type Asked = { filter: RunFilter; after: RunPosition | undefined; limit: number } & RunOrder;
type Rows = Pick<RunPage, "total" | "totalIsLowerBound"> & { rows: RunRow[] };

async function readPage({ db }: Context, { filter, after, limit, ...order }: Asked): Promise<Rows> {
  const [rows, total] = await Promise.all([listRows(db, filter, after, limit, order), totalOf(db, filter, order.now)]);
  return { rows, ...total };
}

/** Runs from before there was an index of texts may not all be in it yet: then there may be more. */
async function searchPage({ db, texts }: Context, q: string, asked: Asked): Promise<Rows> {
  const { keys, total, incomplete } = await texts.find({ q, ...asked, most: mostCounted + 1 });
  const bounded = boundedTotal(total);
  return { rows: await readInOrder(db, keys), ...bounded, ...(incomplete ? { totalIsLowerBound: true } : {}) };
}

export const valueOf = {
  durationMs: (row: { durationMs: number | null }) => row.durationMs,
  cost: (row: { costMicroUsd: number | null }) => row.costMicroUsd,
};

export function requireOneAgent({ agentId }: RunFilter, sort: RunSort): void {
  if (new Set(agentId).size === 1) return;
  const message = `${sort} sorts the runs of one agent: name it by agentId`;
  throw new AppError("bad-input", `sort=${message}.`, { faults: [{ path: "sort", message }] });
}

export async function totalOf(
  db: Database,
  filter: RunFilter,
  now: number,
): Promise<Pick<RunPage, "total" | "totalIsLowerBound">> {
  const { agentId, status, datasetRunId, ...others } = filter;
  const kept = { ...(agentId ? { agentId } : {}), ...(status ? { status } : {}) };
  if (Object.keys(others).length === 0) {
    if (!datasetRunId) return { total: await readCounts(db, kept) };
    const counts = await Promise.all([...new Set(datasetRunId)].map((id) => countOfDatasetRun(db, id, kept)));
    return { total: counts.reduce((sum, count) => sum + count, 0) };
  }
  const isByDuration = !status && !datasetRunId && Object.keys(others).every((name) => name === "minMs" || name === "maxMs");
  return boundedTotal(await (isByDuration ? countByDuration : countUpTo)(db, filter, mostCounted + 1, now));
}

export function boundedTotal(counted: number): Pick<RunPage, "total" | "totalIsLowerBound"> {
  return counted > mostCounted ? { total: mostCounted, totalIsLowerBound: true } : { total: counted };
}

/**
 * A cursor is a position in the order, not an offset: rows that come or go meanwhile are neither skipped nor repeated. It
 * begins with the order it belongs to.
 */
export function formatCursor({ at, createdAt, key }: RunPosition, sort?: RunSort): string {
  const value = sort ? `${sort}.${at ?? "-"}.` : "";
  return Buffer.from(`${value}${createdAt}.${key}`).toString("base64url");
}

function parseCursor(cursor: string, sort?: RunSort): RunPosition {
  const text = Buffer.from(cursor, "base64url").toString("latin1");
  const match = /^(?:([a-zA-Z]+)\.(-|\d{1,16})\.)?(\d{1,16})\.(\d{1,16})$/.exec(text);
  const at = match?.[2] === undefined || match[2] === "-" ? null : Number(match[2]);
  const position = { at, createdAt: Number(match?.[3]), key: Number(match?.[4]) };
  if (!match || match[1] !== sort || formatCursor(position, sort) !== cursor)
    throw new AppError("bad-input", "The cursor is not one this list gave out.", {
      faults: [{ path: "cursor", message: "is not a cursor" }],
    });
  return position;
}
