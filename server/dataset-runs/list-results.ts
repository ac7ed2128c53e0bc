import type { Context } from "@/server/context";
import type { DatasetResult, ListResultsInput } from "@/server/domain/dataset-run";
import { isDeeperThan, mostDepth, type Json } from "@/server/domain/json";
import type { RunError } from "@/server/domain/run-error";
import type { RunStatus } from "@/server/domain/run-status";
import { AppError } from "@/server/errors";
import { inParts } from "@/server/live/kept-answer";
import { scoresOfRuns } from "@/server/scores/scores-of-runs";
import { requireDatasetRun } from "./require-dataset-run";
import { readOrdinals, readResultsAt, type ResultFilter, type ShownResult, type ShownValue } from "./result-list-store";
import type { DatasetRunRow } from "./store";

const ordinalsAtOnce = 2000;

type Page = { results: DatasetResult[]; hasMore: boolean; nextCursor: string | null };

/** Item-trials by their latest attempt, in order; of values over 64 KB their size and where they are. */
export async function listResults({ ctx, input }: { ctx: Context; input: ListResultsInput }): Promise<Page> {
  const { datasetId, runId, cursor, limit, ...filter } = input;
  const run = await requireDatasetRun(ctx, { datasetId, runId });
  if ((filter.min !== undefined || filter.max !== undefined) && filter.scorer === undefined) {
    const message = "are bounds of a scorer's values: name it by scorer";
    throw new AppError("bad-input", `min and max ${message}.`, { faults: [{ path: "scorer", message }] });
  }
  const after = cursor === undefined ? -1 : parseCursor(cursor);
  const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as ResultFilter;
  const rows = await readResultsAt(ctx.db, run.key, await nextOrdinals(ctx, run, given, { after, limit: limit + 1 }));
  const page = rows.slice(0, limit);
  const hasMore = rows.length > limit;
  return {
    results: await toResults(ctx, datasetId, page),
    hasMore,
    nextCursor: hasMore ? Buffer.from(String(page.at(-1)?.ordinal)).toString("base64url") : null,
  };
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
  return toResults(ctx, run.datasetId, await readResultsAt(ctx.db, run.key, ordinals));
}

async function toResults(ctx: Context, datasetId: string, rows: ShownResult[]): Promise<DatasetResult[]> {
  const scores = await scoresOfRuns(
    ctx.db,
    rows.flatMap((row) => row.runKey ?? []),
  );
  return rows.map((row) => toResult(row, datasetId, row.runKey === null ? [] : (scores.get(row.runKey) ?? [])));
}

function parseCursor(cursor: string): number {
  const text = Buffer.from(cursor, "base64url").toString("latin1");
  if (!/^\d{1,15}$/.test(text))
    throw new AppError("bad-input", "The cursor is not one this list gave out.", {
      faults: [{ path: "cursor", message: "is not a cursor" }],
    });
  return Number(text);
}

function toResult(row: ShownResult, datasetId: string, scores: DatasetResult["scores"]): DatasetResult {
  const step = `/api/agents/${row.agentId}/runs/${row.runId}/steps/1`;
  const item = `/api/datasets/${datasetId}/items/${row.itemId}`;
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
