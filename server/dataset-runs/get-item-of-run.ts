import type { z } from "zod";
import type { Context } from "@/server/context";
import type { ItemRow, ItemSide, itemOfRunInput } from "@/server/domain/item-result";
import { AppError } from "@/server/errors";
import { readPlacesOfItems } from "./item-result-store";
import { baselineOf } from "./list-items-of-run";
import { resultsAt } from "./list-results";
import { readItemRows } from "./read-item-rows";
import { requireDatasetRun } from "./require-dataset-run";
import type { DatasetRunRow } from "./store";

type Call = { ctx: Context; input: z.infer<typeof itemOfRunInput> };
type Answer = { row?: ItemRow; here?: ItemSide; there?: ItemSide };

/** An item with whole values and the scores' reasons, here and, where there is one, in the baseline. It may be in one of them only. */
export async function getItemOfRun({ ctx, input }: Call): Promise<Answer> {
  const run = await requireDatasetRun(ctx, input);
  const baseline = await baselineOf(ctx, input);
  const [here, there] = await Promise.all([
    sideOf(ctx, run, input.itemId),
    baseline ? sideOf(ctx, baseline, input.itemId) : undefined,
  ]);
  if (!here && !there) throw new AppError("not-found", `The dataset run ${run.id} has no item ${input.itemId}.`);
  const [row] = here ? await readItemRows(ctx, run, [here.index], baseline) : [];
  return { ...(row ? { row } : {}), ...(here ? { here } : {}), ...(there ? { there } : {}) };
}

async function sideOf(ctx: Context, run: DatasetRunRow, itemId: string): Promise<ItemSide | undefined> {
  const ordinals = (await readPlacesOfItems(ctx.db, run.key, [itemId])).map(({ ordinal }) => ordinal);
  const [first] = ordinals;
  if (first === undefined) return undefined;
  const results = await resultsAt(ctx, run, ordinals);
  const [{ input, expected } = {}] = results;
  return {
    index: Math.floor(first / run.trials),
    ...(input === undefined ? {} : { input }),
    ...(expected === undefined ? {} : { expected }),
    trials: results.map(({ itemId: _id, input: _input, expected: _expected, ...trial }) => trial),
  };
}
