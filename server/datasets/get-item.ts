import type { z } from "zod";
import type { Context } from "@/server/context";
import type { getItemInput, Item } from "@/server/domain/dataset";
import { AppError } from "@/server/errors";
import { readItemRows, readKeysOfIds, type ItemRow, type VersionRange } from "./item-store";
import { requireVersion } from "./require-dataset";
import { toItem } from "./to-dataset";

export async function getItem({ ctx, input }: { ctx: Context; input: z.infer<typeof getItemInput> }): Promise<{ item: Item }> {
  const { range } = await requireVersion(ctx, input.datasetId, input.version);
  return { item: toItem(await requireItem(ctx, range, input.itemId)) };
}

export async function requireItem({ db }: Context, range: VersionRange, itemId: string): Promise<ItemRow> {
  const keys = await readKeysOfIds(db, range, [itemId]);
  const [row] = await readItemRows(
    db,
    keys.map(({ key }) => key),
  );
  if (!row) throw new AppError("not-found", `Version ${range.version} of the dataset has no item ${itemId}.`);
  return row;
}
