import type { z } from "zod";
import type { Context } from "@/server/context";
import { findDataset } from "@/server/datasets/find-version";
import type { runRef } from "@/server/domain/run";
import { requireRun } from "@/server/runs/require-run";
import { readFirstOrdinal } from "./item-result-store";
import { readDatasetRun } from "./store";

/** `number`: its place among the dataset run's items, from 1. */
export type ItemOfRun = {
  datasetId: string;
  name: string;
  version: number;
  datasetRunId: string;
  itemId?: string;
  number?: number;
  trial?: number;
};

/** Which item of which dataset run a run is for; nothing where it is for none, or that is gone. */
export async function findItemOfRun({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.infer<typeof runRef>;
}): Promise<{ item?: ItemOfRun }> {
  const { datasetRunId, itemId, trial } = await requireRun(ctx, input.runId);
  const run = datasetRunId === null ? undefined : await readDatasetRun(ctx.db, datasetRunId);
  if (!run) return {};
  const [dataset, ordinal] = await Promise.all([
    findDataset(ctx.db, run.datasetId),
    itemId === null ? undefined : readFirstOrdinal(ctx.db, run.key, itemId),
  ]);
  return {
    item: {
      datasetId: run.datasetId,
      name: dataset?.name ?? run.datasetId,
      version: run.datasetVersion,
      datasetRunId: run.id,
      ...(itemId === null ? {} : { itemId }),
      ...(ordinal === undefined ? {} : { number: Math.floor(ordinal / run.trials) + 1 }),
      ...(trial !== null && run.trials > 1 ? { trial } : {}),
    },
  };
}
