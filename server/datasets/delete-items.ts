import type { z } from "zod";
import type { Context } from "@/server/context";
import type { deleteItemsInput } from "@/server/domain/dataset";
import { AppError } from "@/server/errors";
import { changeItems, publish } from "./change-items";
import { endItems, readKeysOfIds } from "./item-store";

/** Takes items out, as one version; earlier versions go on having them. */
export async function deleteItems({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.infer<typeof deleteItemsInput>;
}): Promise<{ version: number }> {
  return changeItems(ctx, input.datasetId, async (change) => {
    const rows = await readKeysOfIds(ctx.db, change.range, input.itemIds);
    const there = new Set(rows.map(({ id }) => id));
    const missing = input.itemIds.find((id) => !there.has(id));
    if (missing !== undefined)
      throw new AppError(
        "not-found",
        `Version ${change.row.version} of the dataset has no item ${missing}. Nothing was deleted.`,
      );
    const end = endItems(
      rows.map(({ key }) => key),
      change.next,
    );
    await publish(ctx, change, { added: 0, changed: 0, removed: rows.length }, [end]);
    return { version: change.next };
  });
}
