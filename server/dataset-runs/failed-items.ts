import type { Context } from "@/server/context";
import type { ItemChoice, LastFailures, lastFailuresInput } from "@/server/domain/dataset-run";
import { mostItemIds } from "@/server/domain/dataset-run-limits";
import { idsInVersion } from "@/server/datasets/walk-items";
import { AppError } from "@/server/errors";
import type { z } from "zod";
import { findDatasetRuns } from "./find-dataset-runs";
import { requireDataset } from "@/server/datasets/require-dataset";
import { requireDatasetRun } from "./require-dataset-run";
import { readItemsOfStatus } from "./result-list-store";

const rowsAtOnce = 1000;

/** The agent's latest run over a dataset, and how much of the version would be run again. */
export async function getLastFailures({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.output<typeof lastFailuresInput>;
}): Promise<LastFailures> {
  const { key } = await requireDataset(ctx, input.datasetId);
  const [last] = await findDatasetRuns(ctx, key, { agentId: [input.agentId] }, undefined, 1);
  if (!last) return { count: 0, tooMany: false };
  const ids = await failedIn(ctx, last.key);
  const { id, name, createdAt, status } = last;
  const run = { id, name, createdAt, status: status as NonNullable<LastFailures["run"]>["status"] };
  const tooMany = ids.length > mostItemIds;
  return { run, count: tooMany ? ids.length : (await idsInVersion(ctx, input.datasetId, input.version, ids)).length, tooMany };
}

/** The ids of the chosen items; nothing where all are meant. Of the failed ones, those that the version still has. */
export async function chosenIds(
  ctx: Context,
  { datasetId, version, itemIds, failedIn: runId }: ItemChoice,
): Promise<string[] | undefined> {
  if (runId === undefined) return itemIds && [...new Set(itemIds)];
  if (itemIds) throw doesNotFit("itemIds and failedIn are two ways to say which items: take one.");
  const { key } = await requireDatasetRun(ctx, { datasetId, runId });
  const failed = await failedIn(ctx, key);
  if (failed.length > mostItemIds)
    throw doesNotFit(`More than ${mostItemIds} items failed in ${runId}: retry that run instead, as a whole.`);
  const ids = await idsInVersion(ctx, datasetId, version, failed);
  if (ids.length === 0)
    throw doesNotFit(
      failed.length === 0 ? `No item failed in ${runId}.` : `Of the items that failed in ${runId} this version has none.`,
    );
  return ids;
}

/** Each once, and at most one more than may be chosen. */
async function failedIn({ db }: Context, key: number): Promise<string[]> {
  const ids = new Set<string>();
  for (const status of ["error", "timeout"] as const)
    for (let after = -1; ids.size <= mostItemIds;) {
      const rows = await readItemsOfStatus(db, key, status, after, rowsAtOnce);
      const last = rows.at(-1);
      if (!last) break;
      for (const { itemId } of rows) ids.add(itemId);
      after = last.ordinal;
      await new Promise((resolve) => setImmediate(resolve));
    }
  return [...ids].slice(0, mostItemIds + 1);
}

function doesNotFit(message: string): AppError {
  return new AppError("does-not-fit", message, { faults: [{ path: "failedIn", message }] });
}
