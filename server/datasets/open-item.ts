import type { z } from "zod";
import type { Context } from "@/server/context";
import type { getItemInput } from "@/server/domain/dataset";
import type { OpenedItem } from "@/server/domain/item-row";
import { requireItem } from "./get-item";
import { withinSize } from "./large-part";
import { requireVersion } from "./require-dataset";

/** More text than this is not edited in a page. */
const mostEditable = 256 * 1024;

export async function openItem({ ctx, input }: { ctx: Context; input: z.infer<typeof getItemInput> }): Promise<OpenedItem> {
  const { range } = await requireVersion(ctx, input.datasetId, input.version);
  return withinSize(await requireItem(ctx, range, input.itemId), input.datasetId, range.version, mostEditable);
}
