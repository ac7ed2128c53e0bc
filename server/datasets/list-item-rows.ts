import type { z } from "zod";
import type { Context } from "@/server/context";
import type { ItemRows, listItemIdsInput, listItemRowsInput } from "@/server/domain/item-row";
import { findPlace } from "./find-place";
import { readPlaces, readPreviews, readSizes } from "./item-store";
import { requireVersion } from "./require-dataset";
import { toItemRow } from "./to-item-row";

/** A window of a version's items by their number in the order, as rows: however large the items are, a row is small. */
export async function listItemRows({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.infer<typeof listItemRowsInput>;
}): Promise<ItemRows> {
  const { range, itemCount } = await requireVersion(ctx, input.datasetId, input.version);
  if (input.start >= itemCount) return { rows: [], total: itemCount };
  const { after, skip } = await findPlace(ctx, range, input.start);
  const sizes = await readSizes(ctx.db, range, after, skip + input.limit);
  const keys = sizes.slice(skip).map(({ key }) => key);
  const rows = await readPreviews(ctx.db, keys);
  return { rows: rows.map((row, at) => toItemRow(row, input.start + at)), total: itemCount };
}

const idsAtOnce = 2000;

/** What the items between two places in the order are called. */
export async function listItemIds({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.infer<typeof listItemIdsInput>;
}): Promise<{ ids: string[] }> {
  const { range } = await requireVersion(ctx, input.datasetId, input.version);
  let { after, skip } = await findPlace(ctx, range, input.start);
  const ids: string[] = [];
  while (ids.length < input.limit) {
    const places = await readPlaces(ctx.db, range, after, idsAtOnce);
    const last = places.at(-1);
    if (!last) break;
    ids.push(...places.slice(skip).map(({ id }) => id));
    after = last.position;
    skip = 0;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { ids: ids.slice(0, input.limit) };
}
