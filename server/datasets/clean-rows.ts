import type { Context } from "@/server/context";
import { deleteItemRows, deleteResultRows, deleteRunRow, deleteVersionRows, readLastRows, readRunKeys } from "./cleaning-store";

type Part = Pick<Context, "db">;

const rowsAtOnce = 500;
const bytesAtOnce = 8_000_000;

/**
 * Takes a dataset's last rows away in parts, so that the writer is never held, down to a version; of rows staged for one
 * that was not published nothing is left then.
 */
export async function removeRowsAfter({ db }: Part, datasetKey: number, version: number, until?: AbortSignal): Promise<void> {
  for (;;) {
    if (until?.aborted) return;
    const rows = await readLastRows(db, datasetKey, rowsAtOnce);
    const kept = rows.findIndex((row) => row.fromVersion <= version);
    const gone = kept < 0 ? rows : rows.slice(0, kept);
    let bytes = 0;
    const part = gone.filter((row, at) => (bytes += row.bytes) <= bytesAtOnce || at === 0);
    if (part.length === 0) return;
    await db.write([deleteItemRows(part.map(({ key }) => key))]);
  }
}

/** All rows of a dataset that is gone already. */
export async function removeAllRows(ctx: Part, datasetKey: number, until?: AbortSignal): Promise<void> {
  for (const { key } of await readRunKeys(ctx.db, datasetKey)) {
    for (;;) {
      if (until?.aborted) return;
      const [deleted] = await ctx.db.write([deleteResultRows(key, rowsAtOnce)]);
      if (!deleted || deleted.rowsAffected < rowsAtOnce) break;
    }
    await ctx.db.write([deleteRunRow(key)]);
  }
  await removeRowsAfter(ctx, datasetKey, -1, until);
  if (until?.aborted) return;
  await ctx.db.write([deleteVersionRows(datasetKey)]);
}
