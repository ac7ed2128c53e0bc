import type { Context } from "@/server/context";
import { removeAllRows, removeRowsAfter } from "./clean-rows";
import { readHalfDeleted, readUncleaned } from "./cleaning-store";
import { inDatasetTurn } from "./dataset-turns";
import { readDataset } from "./store";

/** At start: what a cut-off import has staged, and what a cut-off deletion has left, goes. Nobody could see either. A stop does not wait for it. */
export async function sweepDatasets(ctx: Pick<Context, "db">, until: AbortSignal): Promise<void> {
  for (const key of await readHalfDeleted(ctx.db)) await removeAllRows(ctx, key, until);
  for (const { key, id } of await readUncleaned(ctx.db))
    await inDatasetTurn(ctx, key, async () => {
      const row = await readDataset(ctx.db, id);
      if (row) await removeRowsAfter(ctx, key, row.version, until);
    });
}
