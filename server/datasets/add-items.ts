import type { z } from "zod";
import type { Context } from "@/server/context";
import type { addItemsInput, Item, NewItem } from "@/server/domain/dataset";
import { AppError, type FieldFault } from "@/server/errors";
import type { Also } from "@/server/idempotency/make-once";
import { changeItems, publish, type Change } from "./change-items";
import { itemChecker } from "./item-schema";
import { ItemStager, toTexts, type ItemTexts } from "./item-stager";
import { readAdded } from "./read-added";

type Call = {
  ctx: Context;
  input: z.infer<typeof addItemsInput>;
  also?: Also;
  /** What a fault in the item at this place is called by. */
  rootOf?: (at: number) => string;
};

const itemsAtOnce = 500;
const mostFaults = 50;

export type AddedItems = { items: Item[]; version: number };

/** Adds items as one version, all or none. */
export async function addItems({ ctx, input, also, rootOf = (at) => `items.${at}` }: Call): Promise<AddedItems> {
  return changeItems(ctx, input.datasetId, async (change) => {
    refuse(faultsOf(change, input.items, rootOf), "does-not-fit", "does not fit the dataset's schema");
    const stager = await ItemStager.open(ctx, change);
    const taken = await stager.findTaken(input.items.map(({ id }, at) => ({ id, at })));
    const faults = taken.map(({ id, at }) => ({ path: [rootOf(at), "id"].filter(Boolean).join("."), message: `${id} is taken` }));
    refuse(faults, "conflict", "is an id the dataset has already, or that is given twice");
    const now = Date.now();
    const texts = input.items.map(toTexts);
    // The last part goes with the publishing: a few items are one write.
    const parts = partsOf(texts);
    const last = parts.pop() ?? [];
    for (const part of parts) await stager.stage(part, now);
    const statements = stager.insert(last, now);
    await publish(ctx, change, stager.counts, statements, also);
    return readAdded(ctx, input.datasetId, change.next);
  });
}

function faultsOf({ row }: Change, items: NewItem[], rootOf: (at: number) => string): FieldFault[] {
  const check = itemChecker(row);
  const faults: FieldFault[] = [];
  for (const [at, item] of items.entries()) {
    faults.push(...check(item, rootOf(at)));
    if (faults.length >= mostFaults) break;
  }
  return faults.slice(0, mostFaults);
}

function refuse(faults: FieldFault[], kind: "does-not-fit" | "conflict", why: string): void {
  const [first] = faults;
  if (first) throw new AppError(kind, `${first.path} ${why}: ${first.message}. Nothing was added.`, { faults });
}

function partsOf(texts: ItemTexts[]): ItemTexts[][] {
  const parts: ItemTexts[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const text of texts) {
    const part = parts.at(-1);
    if (!part || part.length >= itemsAtOnce || bytes > 1_000_000) {
      parts.push([text]);
      bytes = 0;
    } else part.push(text);
    bytes += text.input.length + (text.expected?.length ?? 0) + (text.metadata?.length ?? 0);
  }
  return parts;
}
