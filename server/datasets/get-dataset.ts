import type { z } from "zod";
import type { Context } from "@/server/context";
import type { Dataset, datasetRef } from "@/server/domain/dataset";
import { requireDataset } from "./require-dataset";
import { toDataset } from "./to-dataset";

export async function getDataset({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.infer<typeof datasetRef>;
}): Promise<{ dataset: Dataset }> {
  return { dataset: toDataset(await requireDataset(ctx, input.datasetId)) };
}
