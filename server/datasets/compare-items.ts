import type { z } from "zod";
import type { Context } from "@/server/context";
import type { compareItemsInput, ComparedItem } from "@/server/domain/item-row";
import { readItemRows, readKeysOfIds, type VersionRange } from "./item-store";
import { withinSize } from "./large-part";
import { requireVersion } from "./require-dataset";

const mostShown = 64 * 1024;

/** Some items as they are in two versions. */
export async function compareItems({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.infer<typeof compareItemsInput>;
}): Promise<{ items: ComparedItem[] }> {
  const { range: a } = await requireVersion(ctx, input.datasetId, input.a);
  const { range: b } = await requireVersion(ctx, input.datasetId, input.b);
  const [before, after] = [await readParts(ctx, input, a), await readParts(ctx, input, b)];
  return {
    items: input.itemIds.map((id) => {
      const [old, fresh] = [before.get(id), after.get(id)];
      return { id, ...(old ? { before: old } : {}), ...(fresh ? { after: fresh } : {}) };
    }),
  };
}

/** One after the other: an item may be megabytes. */
async function readParts(
  { db }: Context,
  { datasetId, itemIds }: z.infer<typeof compareItemsInput>,
  range: VersionRange,
): Promise<Map<string, NonNullable<ComparedItem["before"]>>> {
  const found = new Map<string, NonNullable<ComparedItem["before"]>>();
  for (const { key } of await readKeysOfIds(db, range, itemIds)) {
    const [row] = await readItemRows(db, [key]);
    if (!row) continue;
    const { id, version: _version, createdAt: _createdAt, ...parts } = withinSize(row, datasetId, range.version, mostShown).item;
    found.set(id, parts);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return found;
}
