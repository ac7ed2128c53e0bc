import type { Context } from "@/server/context";
import { groupBy } from "@/server/domain/group-by";
import type { ItemRow, TrialRow } from "@/server/domain/item-result";
import type { Json } from "@/server/domain/json";
import { previewOfPart, previewText } from "@/server/domain/preview-text";
import type { RunError } from "@/server/domain/run-error";
import type { Score } from "@/server/domain/score";
import { scoresOfRuns } from "@/server/scores/scores-of-runs";
import { compareSides, outcomesOf, sidesOf } from "./compare-sides";
import { mostListedBytes, readTrialRows, type RowOfTrial } from "./item-result-store";
import type { DatasetRunRow } from "./store";

/** These items of a dataset run with all their trials, in the order given; compared with the other one's where there is one. */
export async function readItemRows(
  ctx: Context,
  { key, trials }: DatasetRunRow,
  indexes: readonly number[],
  baseline: DatasetRunRow | undefined,
): Promise<ItemRow[]> {
  const ordinals = indexes.flatMap((index) => Array.from({ length: trials }, (_, n) => index * trials + n));
  const rows = await readTrialRows(ctx.db, key, ordinals);
  const scores = await scoresOfRuns(
    ctx.db,
    rows.flatMap((row) => row.runKey ?? []),
  );
  const byIndex = groupBy(rows, (row) => Math.floor(row.ordinal / trials));
  const there = baseline ? await sidesOf(ctx, baseline.key, [...new Set(rows.map((row) => row.itemId))]) : undefined;
  const items = indexes.flatMap((index) => {
    const [first, ...others] = byIndex.get(index) ?? [];
    if (!first) return [];
    const trialRows = [first, ...others].map((row) => toTrial(row, scores.get(row.runKey ?? -1) ?? []));
    const { itemId, input } = first;
    const item: ItemRow = {
      index,
      itemId,
      ...(input === null ? {} : { input: previewOf(input, first.inputBytes) }),
      trials: trialRows,
    };
    return [{ item, here: { places: [first, ...others], outcomes: outcomesOf([first, ...others], scores) } }];
  });
  if (!there) return items.map(({ item }) => item);
  const compared = await compareSides(
    ctx,
    items.map(({ here, item }) => [here, there.get(item.itemId)]),
  );
  return items.map(({ item }, at) => ({ ...item, ...compared[at] }));
}

function toTrial(row: RowOfTrial, scores: Score[]): TrialRow {
  const { trial, runId, attempt, status, startedAt, endedAt, retryAt, output } = row;
  return {
    trial,
    ...(runId === null ? {} : { runId }),
    attempt,
    status,
    ...(output === null ? {} : { output: previewOf(output, row.outputBytes, row.resultType === "document") }),
    ...(row.error === null ? {} : { error: errorOf(row.error) }),
    ...(startedAt === null ? {} : { startedAt, durationMs: Math.max(0, (endedAt ?? Date.now()) - startedAt) }),
    ...(retryAt === null ? {} : { retryAt }),
    scores: scores.map(({ scorer, value, pass, source }) => ({ scorer, value, source, ...(pass === undefined ? {} : { pass }) })),
  };
}

/** Longer ones are cut, and not JSON any more. */
function previewOf(body: string, bytes: number | null, isDocument = false): string {
  if ((bytes ?? 0) > mostListedBytes) return previewOfPart(body);
  const value = JSON.parse(body) as Json;
  const text = isDocument && typeof value === "object" && value !== null && "text" in value ? value["text"] : undefined;
  return previewText(text ?? value);
}

function errorOf(error: string): { code: string; message: string } {
  try {
    const { code, message } = JSON.parse(error) as RunError;
    return { code, message: previewText(message) };
  } catch {
    // Only its beginning was read.
    return {
      code: /"code":"([A-Z_]+)"/.exec(error)?.[1] ?? "ERROR",
      message: previewOfPart(error.replace(/^.*?"message":"/, "")),
    };
  }
}
