import type { z } from "zod";
import type { Context } from "@/server/context";
import type { Item, NewItem, updateItemInput } from "@/server/domain/dataset";
import { AppError } from "@/server/errors";
import { changeItems, publish } from "./change-items";
import { requireItem } from "./get-item";
import { itemChecker } from "./item-schema";
import { toTexts } from "./item-stager";
import { endItems, insertItems } from "./item-store";
import { toItem } from "./to-dataset";

type Call = { ctx: Context; input: z.infer<typeof updateItemInput> };

/** Changes one item, as a version of its own; it keeps its id and its place. What changes nothing makes no version. */
export async function updateItem({ ctx, input }: Call): Promise<{ item: Item; version: number }> {
  return changeItems(ctx, input.datasetId, async (change) => {
    const old = await requireItem(ctx, change.range, input.itemId);
    if (input.ifVersion !== undefined && input.ifVersion !== old.fromVersion)
      throw new AppError(
        "conflict",
        `Item ${old.id} was changed meanwhile, in version ${old.fromVersion}. Nothing was saved: look at it as it is now, then change it.`,
      );
    const item = changed(toItem(old), input);
    const [fault, ...more] = itemChecker(change.row)(item, "");
    if (fault)
      throw new AppError("does-not-fit", `${fault.path} does not fit the dataset's schema: ${fault.message}.`, {
        faults: [fault, ...more],
      });
    const texts = toTexts(item);
    if (texts.input === old.input && texts.expected === old.expected && texts.metadata === old.metadata)
      return { item: toItem(old), version: change.row.version };
    const row = { ...old, ...texts, id: old.id };
    const statements = [endItems([old.key], change.next), ...insertItems(change.row.key, change.next, [row])];
    await publish(ctx, change, { added: 0, changed: 1, removed: 0 }, statements);
    return { item: toItem({ ...row, fromVersion: change.next }), version: change.next };
  });
}

function changed({ id, ...old }: Item, { input, expected, metadata, remove = [] }: Call["input"]): NewItem {
  const parts = { input, expected, metadata };
  const given = Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
  const twice = remove.find((part) => part in given);
  if (twice !== undefined)
    throw new AppError("bad-input", `${twice} is both given and to be removed.`, {
      faults: [{ path: "remove", message: `${twice} is also given` }],
    });
  const kept = { input: old.input, expected: old.expected, metadata: old.metadata };
  const item = { ...kept, ...given };
  return {
    id,
    input: item.input,
    ...(item.expected === undefined || remove.includes("expected") ? {} : { expected: item.expected }),
    ...(item.metadata === undefined || remove.includes("metadata") ? {} : { metadata: item.metadata }),
  };
}
