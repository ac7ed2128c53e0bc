import type { z } from "zod";
import type { Context } from "@/server/context";
import type { DatasetRun, datasetRunRef } from "@/server/domain/dataset-run";
import { AppError } from "@/server/errors";
import { requireDatasetRun } from "./require-dataset-run";
import { readDatasetRun } from "./store";
import { toDatasetRun } from "./to-dataset-run";

type Call = { ctx: Context; input: z.infer<typeof datasetRunRef> };

export async function getDatasetRun({ ctx, input }: Call): Promise<{ run: DatasetRun }> {
  return { run: await toDatasetRun(ctx, await requireDatasetRun(ctx, input)) };
}

export async function getDatasetRunById(ctx: Context, id: string): Promise<{ run: DatasetRun }> {
  const row = await readDatasetRun(ctx.db, id);
  if (!row) throw new AppError("not-found", `There is no dataset run ${id}.`);
  return { run: await toDatasetRun(ctx, row) };
}
