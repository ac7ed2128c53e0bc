import type { Context } from "@/server/context";
import type { ListRunsInput, RunPage } from "@/server/domain/run";
import { AppError } from "@/server/errors";
import { countUpTo, listRuns as listRows, readCounts, type RunFilter, type RunPosition } from "./store";
import { toRunSummary } from "./to-run-summary";

/** Past this many a filtered total is a lower bound, and says so. */
const mostCounted = 10_000;

export async function listRuns({ ctx, input }: { ctx: Context; input: ListRunsInput }): Promise<RunPage> {
  const { limit, cursor, ...filter } = input;
  const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as RunFilter;
  const [rows, total] = await Promise.all([
    listRows(ctx.db, distinct(given), cursor === undefined ? undefined : parseCursor(cursor), limit + 1),
    totalOf(ctx, given),
  ]);
  const now = Date.now();
  const hasMore = rows.length > limit;
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    runs: page.map((row) => toRunSummary(row, now)),
    total: Math.min(total, Number.MAX_SAFE_INTEGER),
    ...(total > mostCounted && isCounted(given) ? { total: mostCounted, totalIsLowerBound: true } : {}),
    hasMore,
    nextCursor: hasMore && last ? formatCursor({ createdAt: last.createdAt, key: last.key }) : null,
  };
}

/** A value named twice is still one "or": it must not list its runs twice. */
function distinct(filter: RunFilter): RunFilter {
  const { agentId, status } = filter;
  return {
    ...filter,
    ...(agentId ? { agentId: [...new Set(agentId)] } : {}),
    ...(status ? { status: [...new Set(status)] } : {}),
  };
}

const isCounted = (filter: RunFilter): boolean => filter.from !== undefined || filter.to !== undefined;

function totalOf(ctx: Context, filter: RunFilter): Promise<number> {
  return isCounted(filter) ? countUpTo(ctx.db, filter, mostCounted + 1) : readCounts(ctx.db, filter);
}

/** A cursor is a position in the order, not an offset: rows that come or go meanwhile are neither skipped nor repeated. */
export function formatCursor({ createdAt, key }: RunPosition): string {
  return Buffer.from(`${createdAt}.${key}`).toString("base64url");
}

export function parseCursor(cursor: string): RunPosition {
  const match = /^(\d{1,16})\.(\d{1,16})$/.exec(Buffer.from(cursor, "base64url").toString("latin1"));
  const position = { createdAt: Number(match?.[1]), key: Number(match?.[2]) };
  if (!match || formatCursor(position) !== cursor)
    throw new AppError("bad-input", "The cursor is not one this list gave out.", {
      faults: [{ path: "cursor", message: "is not a cursor" }],
    });
  return position;
}
