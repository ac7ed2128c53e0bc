import type { z } from "zod";
import type { Context } from "@/server/context";
import type { getItemInput } from "@/server/domain/dataset";
import type { OpenedItem } from "@/server/domain/item-row";
import { findIndex } from "./find-place";
import { requireItem } from "./get-item";
import { withinSize } from "./large-part";
import { requireVersion } from "./require-dataset";

/** More text than this is not edited in a page. */
const mostEditable = 256 * 1024;

export async function openItem({ ctx, input }: { ctx: Context; input: z.infer<typeof getItemInput> }): Promise<OpenedItem> {
  const { range } = await requireVersion(ctx, input.datasetId, input.version);
  const row = await requireItem(ctx, range, input.itemId);
  const index = await findIndex(ctx, range, row.position);
  return { ...withinSize(row, input.datasetId, range.version, mostEditable), index };
}
