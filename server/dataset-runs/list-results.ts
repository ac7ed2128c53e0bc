import type { Context } from "@/server/context";
import type { DatasetResult, ListResultsInput } from "@/server/domain/dataset-run";
import { formatCursor, parseCursor } from "@/server/datasets/list-cursor";
import { isDeeperThan, mostDepth, type Json } from "@/server/domain/json";
import type { RunError } from "@/server/domain/run-error";
import type { RunStatus } from "@/server/domain/run-status";
import { AppError } from "@/server/errors";
import { inParts } from "@/server/live/kept-answer";
import { scoresOfRuns } from "@/server/scores/scores-of-runs";
import { requireDatasetRun } from "./require-dataset-run";
import {
  countOrdinals,
  readOrdinals,
  readResultsAt,
  type ResultFilter,
  type ShownResult,
  type ShownValue,
} from "./result-list-store";
import type { DatasetRunRow } from "./store";

const ordinalsAtOnce = 2000;

/** Past these a scorer's total is a lower bound. */
const mostCounted = 10_000;
const longestCountMs = 500;

type Total = { total: number; totalIsLowerBound?: boolean };
type Page = { results: DatasetResult[]; hasMore: boolean; nextCursor: string | null } & Total;

/** Item-trials by their latest attempt, in order; of values over 64 KB their size and where they are. */
export async function listResults({ ctx, input }: { ctx: Context; input: ListResultsInput }): Promise<Page> {
  const { datasetId, runId, cursor, limit, ...filter } = input;
  const run = await requireDatasetRun(ctx, { datasetId, runId });
  if ((filter.min !== undefined || filter.max !== undefined) && filter.scorer === undefined) {
    const message = "are bounds of a scorer's values: name it by scorer";
    throw new AppError("bad-input", `min and max ${message}.`, { faults: [{ path: "scorer", message }] });
  }
  const [after = -1] = cursor === undefined ? [] : parseCursor("results", cursor, 1);
  const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as ResultFilter;
  const rows = await readResultsAt(ctx.db, run.key, await nextOrdinals(ctx, run, given, { after, limit: limit + 1 }));
  const page = rows.slice(0, limit);
  const hasMore = rows.length > limit;
  const last = hasMore ? page.at(-1) : undefined;
  return {
    results: await toResults(ctx, run, page),
    ...(await totalOf(ctx, run, given)),
    hasMore,
    nextCursor: last === undefined ? null : formatCursor("results", last.ordinal),
  };
}

/** By status the run's own counts know it; a scorer's verdicts are counted, up to a bound. */
async function totalOf({ db }: Context, run: DatasetRunRow, filter: ResultFilter): Promise<Total> {
  const end = run.totalItems * run.trials;
  if (filter.scorer === undefined) {
    if (!filter.status) return { total: end };
    return { total: [...new Set(filter.status)].reduce((sum, status) => sum + run[`${status}Count`], 0) };
  }
  const until = performance.now() + longestCountMs;
  let [total, from] = [0, -1];
  await inParts(async () => {
    const upTo = Math.min(end, from + ordinalsAtOnce);
    total += await countOrdinals(db, run.key, filter, { after: from, upTo });
    from = upTo;
    return from < end && total <= mostCounted && performance.now() < until;
  });
  if (total > mostCounted) return { total: mostCounted, totalIsLowerBound: true };
  return from < end ? { total, totalIsLowerBound: true } : { total };
}

/** No index has a scorer's verdicts in the results' order: they are gone through in parts, with the event loop free in between. */
async function nextOrdinals(
  { db }: Context,
  { key, totalItems, trials }: DatasetRunRow,
  filter: ResultFilter,
  { after, limit }: { after: number; limit: number },
): Promise<number[]> {
  const end = totalItems * trials;
  const part = filter.scorer === undefined ? end : ordinalsAtOnce;
  const found: number[] = [];
  let from = after;
  await inParts(async () => {
    const upTo = Math.min(end, from + part);
    found.push(...(await readOrdinals(db, key, filter, { after: from, upTo, limit: limit - found.length })));
    from = upTo;
    return found.length < limit && from < end;
  });
  return found;
}

/** The results at these ordinals. */
export async function resultsAt(ctx: Context, run: DatasetRunRow, ordinals: number[]): Promise<DatasetResult[]> {
  return toResults(ctx, run, await readResultsAt(ctx.db, run.key, ordinals));
}

async function toResults(ctx: Context, run: DatasetRunRow, rows: ShownResult[]): Promise<DatasetResult[]> {
  const scores = await scoresOfRuns(
    ctx.db,
    rows.flatMap((row) => row.runKey ?? []),
  );
  return rows.map((row) => toResult(row, run, row.runKey === null ? [] : (scores.get(row.runKey) ?? [])));
}

function toResult(
  row: ShownResult,
  { datasetId, datasetVersion }: DatasetRunRow,
  scores: DatasetResult["scores"],
): DatasetResult {
  const step = `/api/agents/${row.agentId}/runs/${row.runId}/steps/1`;
  // As it was when it ran: since then it may have been changed or taken out.
  const item = `/api/datasets/${datasetId}/items/${encodeURIComponent(row.itemId)}?version=${datasetVersion}`;
  const input = valueOf(row.input, item);
  const expected = valueOf(row.expected, item);
  const output = valueOf(row.output, `${step}/output`);
  return {
    itemId: row.itemId,
    trial: row.trial,
    ...(row.runId === null ? {} : { runId: row.runId }),
    attempt: row.attempt,
    status: row.status as RunStatus,
    ...(input === undefined ? {} : { input }),
    ...(expected === undefined ? {} : { expected }),
    ...(output === undefined ? {} : { output: row.resultType === "document" ? textOfDocument(output) : output }),
    ...(row.error === null ? whyNotBegun(row) : { error: JSON.parse(row.error) as RunError }),
    ...(row.startedAt === null ? {} : { durationMs: Math.max(0, (row.endedAt ?? Date.now()) - row.startedAt) }),
    ...(row.retryAt === null ? {} : { retryAt: row.retryAt }),
    scores,
  };
}

function valueOf({ body, bytes }: ShownValue, href: string): Json | undefined {
  if (bytes === null) return undefined;
  if (body !== null) {
    const value = JSON.parse(body) as Json;
    if (bytes < 2 * mostDepth || !isDeeperThan(value, mostDepth)) return value;
  }
  return { truncated: true, bytes, href };
}

function textOfDocument(output: Json): Json {
  return typeof output === "object" && output !== null && "text" in output ? output["text"] : output;
}

/** One that ended without a run has nobody else who says why. */
function whyNotBegun({ runId, status, input }: ShownResult): { error?: RunError } {
  if (runId !== null || status !== "cancelled") return {};
  const isThere = input.bytes !== null;
  const message = isThere
    ? "The dataset run was cancelled before this item's turn came. Retry those that were cancelled to run it."
    : "The item was deleted with its dataset before its turn came.";
  return { error: { code: isThere ? "CANCELLED" : "ITEM_GONE", message } };
}
