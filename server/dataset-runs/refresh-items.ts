import type { z } from "zod";
import type { Context } from "@/server/context";
import type { ItemRow, refreshItemsInput } from "@/server/domain/item-result";
import { baselineOf } from "./list-items-of-run";
import { readItemRows } from "./read-item-rows";
import { requireDatasetRun } from "./require-dataset-run";

/** These items as they are now: rows that are shown are kept up to date in their places. */
export async function refreshItems({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.infer<typeof refreshItemsInput>;
}): Promise<{ items: ItemRow[] }> {
  const run = await requireDatasetRun(ctx, input);
  return { items: await readItemRows(ctx, run, input.indexes, await baselineOf(ctx, input)) };
}
