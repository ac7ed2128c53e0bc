import type { Context } from "@/server/context";
import { groupBy } from "@/server/domain/group-by";
import { compareItem, type ItemComparison, type Outcome } from "@/server/domain/compare-items";
import { effectiveScores } from "@/server/domain/effective-scores";
import type { Score } from "@/server/domain/score";
import { valuesOfRuns } from "@/server/scores/scores-of-runs";
import { readChangedItems, readPlacesOfItems, type ItemPlace } from "./item-result-store";

/** An item in one of the two dataset runs: its trials, where they are and what came of them. */
export type Side = { places: Pick<ItemPlace, "ordinal" | "itemKey">[]; outcomes: Outcome[] };
type Compared = { compared: ItemComparison; changed?: boolean };

export function outcomesOf(
  places: Pick<ItemPlace, "runKey" | "status">[],
  scores: ReadonlyMap<number, readonly Pick<Score, "scorer" | "source" | "value">[]>,
): Outcome[] {
  return places.map(({ runKey, status }) => ({
    status,
    values: Object.fromEntries(
      effectiveScores(scores.get(runKey ?? -1) ?? []).map(({ scorer, value }) => [scorer, value] as const),
    ),
  }));
}

/** These items of a dataset run, by their ids. */
export async function sidesOf(ctx: Context, key: number, itemIds: readonly string[]): Promise<Map<string, Side>> {
  const places = await readPlacesOfItems(ctx.db, key, itemIds);
  return toSides(ctx, places);
}

export async function toSides(ctx: Context, places: ItemPlace[]): Promise<Map<string, Side>> {
  const values = await valuesOfRuns(
    ctx.db,
    places.flatMap(({ runKey }) => runKey ?? []),
  );
  const scores = groupBy(values, ({ runKey }) => runKey);
  const sides = groupBy(places, ({ itemId }) => itemId);
  return new Map([...sides].map(([itemId, own]) => [itemId, { places: own, outcomes: outcomesOf(own, scores) }]));
}

/** Pairs of sides, compared; an item that was changed between the two versions is marked. */
export async function compareSides(
  { db }: Context,
  pairs: readonly [here: Side, there: Side | undefined][],
): Promise<Compared[]> {
  const keys = pairs.flatMap(
    ([
      {
        places: [here],
      },
      there,
    ]): [number, number][] => {
      const other = there?.places[0];
      return here && other && here.itemKey !== other.itemKey ? [[here.itemKey, other.itemKey]] : [];
    },
  );
  const changed = await readChangedItems(db, keys);
  return pairs.map(([here, there]) => ({
    compared: compareItem(here.outcomes, there?.outcomes ?? []),
    ...(changed.has(here.places[0]?.itemKey ?? -1) ? { changed: true } : {}),
  }));
}
