import type { Context } from "@/server/context";
import type { Item } from "@/server/domain/dataset";
import { readItemRows, readKeysOfVersion } from "./item-store";
import { requireVersion } from "./require-dataset";
import { toItem } from "./to-dataset";

/** What came with one version, as it was then. */
export async function readAdded(ctx: Context, datasetId: string, version: number): Promise<{ items: Item[]; version: number }> {
  const { range } = await requireVersion(ctx, datasetId, version);
  const rows = await readItemRows(ctx.db, await readKeysOfVersion(ctx.db, range));
  return { items: rows.map(toItem), version };
}
