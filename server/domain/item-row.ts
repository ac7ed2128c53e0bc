import { z } from "zod";
import { datasetRef, itemId, updateDatasetInput, version, type Item, type ItemPart } from "./dataset";
import { mostSelected } from "./most-selected";

/** A part of an item as a table shows it: the beginning of its JSON text, or only how large it is. */
export type PartPreview = { text: string; bytes: number; cut: boolean } | { bytes: number };

/** An item as a row. `index` counts from 0, in the version's order. */
export type ItemRow = {
  id: string;
  index: number;
  input: PartPreview;
  expected?: PartPreview;
  metadata?: PartPreview;
  version: number;
};

export type ItemRows = { rows: ItemRow[]; total: number };
export type FoundItemRows = { rows: ItemRow[]; total?: number; totalIsLowerBound?: boolean; nextCursor: string | null };

const limit = z.number().int().min(1).max(100);

/** Rows from a place in the order on. */
export const listItemRowsInput = datasetRef.extend({ version, start: z.number().int().min(0).max(1e9), limit });
export const searchItemsInput = datasetRef.extend({
  version,
  q: z.string().min(1).max(200),
  limit,
  cursor: z.string().min(1).max(400).optional(),
});

export const listItemIdsInput = datasetRef.extend({
  version,
  start: z.number().int().min(0).max(1e9),
  limit: z.number().int().min(1).max(mostSelected),
});

/** Schemas that are not the dataset's yet, or its own where none is named. */
export const checkItemsInput = updateDatasetInput.pick({ datasetId: true, inputSchema: true, expectedSchema: true });
export type ItemMisfit = { id: string; index: number; faults: { path: string; message: string }[] };
export type ItemsCheck = {
  version: number;
  checked: number;
  misfitCount: number;
  /** The first of them. */
  misfits: ItemMisfit[];
  /** False where it took too long, and only the first were checked. */
  complete: boolean;
};

export const compareItemsInput = datasetRef.extend({ a: version, b: version, itemIds: z.array(itemId).min(1).max(50) });
type Parts = Pick<Item, ItemPart>;
/** An item in two versions; parts that are too large to be shown are named by their size (`truncated`). */
export type ComparedItem = { id: string; before?: Parts; after?: Parts };

/** What stands for a value that is too large to be shown. */
export type LargeValue = { truncated: true; bytes: number; href: string };
/** An item as it can be edited: of parts that are too large only the size is given. */
export type OpenedItem = { item: Item; large: ItemPart[]; index: number };
