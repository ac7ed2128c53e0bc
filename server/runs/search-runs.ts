import type { ReadDatabase } from "@/db/database";
import { countBefore } from "./count-before";
import { countUpTo, listKeys, type RunFilter, type RunOrder, type RunPosition } from "./list-store";
import { findByText, isIndexed } from "./text-store";

export type RunSearch = { q: string; filter: RunFilter; after: RunPosition | undefined; limit: number; most: number } & RunOrder;
/** `before`: how many stand before the position, where what stands there is asked for. */
export type FoundRuns = { keys: number[]; total: number; before?: number };

/** A text no more runs have than this is looked up first, and the rest asked of those; a common one is asked of runs in turn. */
const fewRuns = 10_000;

/** In the order of a list, with a list's filters. It may take its time: this runs in a thread of its own. */
export async function searchRuns(db: ReadDatabase, { q, filter, after, limit, most, ...order }: RunSearch): Promise<FoundRuns> {
  const keys = isIndexed(q) ? await findByText(db, q, fewRuns) : undefined;
  const found = keys && keys.length <= fewRuns ? { ...filter, keys } : { ...filter, text: q };
  const listed = await listKeys(db, found, after, limit, order);
  // Where nothing else is asked for, those found are all there are to count.
  const isCounted = keys !== undefined && keys.length >= most && Object.keys(filter).length === 0;
  const total = isCounted ? keys.length : await countUpTo(db, found, most, order.now);
  const before = after && order.up ? { before: await countBefore(db, found, after, { ...order, most }) } : {};
  return { keys: listed, total, ...before };
}
