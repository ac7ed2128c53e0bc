import type { ReadDatabase } from "@/db/database";
import type { RunFilter, RunOrder, RunPosition } from "./list-store";
import { countIn, scan, sortedStretches, stretchesOf, type Place, type Stretch } from "./stretch-store";

type Counting = RunOrder & { most: number };

/** How many of a list stand before a position in it, but not many more than `most`. */
export async function countBefore(
  db: ReadDatabase,
  filter: RunFilter,
  { at, createdAt, key }: RunPosition,
  { sort, now, most }: Counting,
): Promise<number> {
  const byTime = { at: createdAt, key };
  const several = (filter.tag?.length ?? 0) > 1;
  if (!sort) return countInAll(db, stretchesOf(filter), byTime, { now, most, several });
  // Those whose value is known stand first: before one of the others they all do.
  const place = at === null || at === undefined ? undefined : { at, key };
  const known = await countInAll(db, sortedStretches(filter, sort), place, { now, most, several: false });
  if (place) return known;
  return known + (await countInAll(db, stretchesOf(filter, sort), byTime, { now, most: most - known, several }));
}

/** `several`: a run may be in several of the stretches, as one with two tags is, and is still one. */
async function countInAll(
  db: ReadDatabase,
  stretches: Stretch[],
  above: Place | undefined,
  { now, most, several }: { now: number; most: number; several: boolean },
): Promise<number> {
  const keys = new Set<number>();
  let total = 0;
  for (const stretch of stretches) {
    if (total >= most) return most;
    if (several)
      for await (const places of scan(db, stretch, above, { now, limit: most, up: true }))
        for (const { key } of places) keys.add(key);
    total = several
      ? Math.min(most, keys.size)
      : Math.min(most, total + (await countIn(db, stretch, { now, most: most - total, above })));
  }
  return total;
}
