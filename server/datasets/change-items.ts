import type { Statement } from "@/db/statement";
import type { Context } from "@/server/context";
import type { Also } from "@/server/idempotency/make-once";
import { removeRowsAfter } from "./clean-rows";
import { inDatasetTurn } from "./dataset-turns";
import type { VersionRange } from "./item-store";
import { requireDataset, requireVersion } from "./require-dataset";
import { publishVersion, type DatasetRow } from "./store";

/** What a change starts from, and the version it makes. */
export type Change = { row: DatasetRow; range: VersionRange; itemCount: number; next: number };
export type Counts = { added: number; changed: number; removed: number; replaces?: boolean };

/** A change of a dataset's items, in its turn. If it fails, what it has staged is taken away again. */
export async function changeItems<Result>(
  ctx: Context,
  datasetId: string,
  work: (change: Change) => Promise<Result>,
): Promise<Result> {
  const { key } = await requireDataset(ctx, datasetId);
  return inDatasetTurn(ctx, key, async () => {
    const { row, range, itemCount } = await requireVersion(ctx, datasetId);
    await removeRowsAfter(ctx, key, row.version);
    try {
      const result = await work({ row, range, itemCount, next: row.version + 1 });
      ctx.live.publish("datasets");
      return result;
    } catch (cause) {
      await removeRowsAfter(ctx, key, row.version);
      throw cause;
    }
  });
}

/** The one write by which a version is there, with what else belongs into it. */
export async function publish(
  ctx: Context,
  { row, next, itemCount }: Change,
  { added, changed, removed, replaces = false }: Counts,
  statements: Statement[],
  also?: Also,
): Promise<void> {
  const version = {
    datasetKey: row.key,
    version: next,
    createdAt: Date.now(),
    added,
    changed,
    removed,
    replaces: replaces ? 1 : 0,
    itemCount: itemCount + added - removed,
  };
  await ctx.db.write([...statements, ...publishVersion(version), ...(also?.(`${row.id}:${next}`) ?? [])]);
}
