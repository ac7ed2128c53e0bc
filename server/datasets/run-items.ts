import type { Context } from "@/server/context";
import { readKeysOfIds, type VersionRange } from "./item-store";
import { readPlacedItems, readPosition, type PlacedItem } from "./run-item-store";
import { readFloor } from "./store";

export { readItemsThere as itemsThere, selectInputs } from "./run-item-store";

type Part = Pick<Context, "db">;
type Version = { datasetKey: number; version: number };

/** A version's next items behind one of them, or from the first: what a dataset run is to go over. */
export async function itemsBehind({ db }: Part, of: Version, behind: number | undefined, limit: number): Promise<PlacedItem[]> {
  const after = behind === undefined ? -1 : await readPosition(db, behind);
  // The item is gone, and so is its dataset.
  if (after === undefined) return [];
  return readPlacedItems(db, await rangeOf({ db }, of), after, limit);
}

/** Of these ids, in the items' order, those that the version has. */
export async function itemsOfIds(part: Part, of: Version, ids: string[]): Promise<{ key: number; id: string }[]> {
  return readKeysOfIds(part.db, await rangeOf(part, of), ids);
}

async function rangeOf({ db }: Part, { datasetKey, version }: Version): Promise<VersionRange> {
  return { datasetKey, version, floor: await readFloor(db, datasetKey, version) };
}
