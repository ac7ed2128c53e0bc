import type { z } from "zod";
import type { Context } from "@/server/context";
import type { Item, listItemsInput } from "@/server/domain/dataset";
import { likePattern } from "@/server/domain/like-pattern";
import { readItemRows, readSizes, searchWindow, type ItemSize, type VersionRange } from "./item-store";
import { formatCursor, parseCursor } from "./list-cursor";
import { fitting } from "./read-items";
import { requireVersion } from "./require-dataset";
import { toItem } from "./to-dataset";

export type ItemPage = {
  items: Item[];
  total: number;
  totalIsLowerBound?: boolean;
  hasMore: boolean;
  nextCursor: string | null;
};

/** A page ends after this much, whatever its limit: one item may be megabytes. */
const mostBytes = 8_000_000;
const searchedAtOnce = 500;
/** Past this a search only says how many there are at least. */
const longestCountMs = 1500;

/** A version's items in their order; `q` looks into ids and texts. */
export async function listItems({ ctx, input }: { ctx: Context; input: z.infer<typeof listItemsInput> }): Promise<ItemPage> {
  const { range, itemCount } = await requireVersion(ctx, input.datasetId, input.version);
  const [after = 0] = input.cursor === undefined ? [] : parseCursor("items", input.cursor, 1);
  const pattern = input.q === undefined ? undefined : likePattern(input.q);
  const sizes =
    pattern === undefined
      ? await readSizes(ctx.db, range, after, input.limit + 1)
      : await findMatches(ctx, range, after, pattern, input.limit + 1);
  const total = pattern === undefined ? { total: itemCount } : await countMatches(ctx, range, pattern);
  const page = fitting(sizes.slice(0, input.limit), mostBytes);
  const last = page.at(-1);
  const hasMore = sizes.length > page.length;
  const rows = await readItemRows(
    ctx.db,
    page.map(({ key }) => key),
  );
  return {
    items: rows.map(toItem),
    ...total,
    hasMore,
    nextCursor: hasMore && last ? formatCursor("items", last.position) : null,
  };
}

/** Window by window, with the event loop free in between: no index serves this. */
async function* matchesOf({ db }: Context, range: VersionRange, from: number, pattern: string): AsyncGenerator<ItemSize[]> {
  for (let after = from; ;) {
    const window = fitting(await readSizes(db, range, after, searchedAtOnce), mostBytes);
    const last = window.at(-1);
    if (!last) return;
    yield await searchWindow(db, range, after, pattern, window);
    after = last.position;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function findMatches(
  ctx: Context,
  range: VersionRange,
  after: number,
  pattern: string,
  limit: number,
): Promise<ItemSize[]> {
  const found: ItemSize[] = [];
  for await (const matches of matchesOf(ctx, range, after, pattern)) {
    found.push(...matches);
    if (found.length >= limit) break;
  }
  return found.slice(0, limit);
}

async function countMatches(
  ctx: Context,
  range: VersionRange,
  pattern: string,
): Promise<{ total: number; totalIsLowerBound?: boolean }> {
  const until = performance.now() + longestCountMs;
  let total = 0;
  for await (const matches of matchesOf(ctx, range, 0, pattern)) {
    total += matches.length;
    if (performance.now() > until) return { total, totalIsLowerBound: true };
  }
  return { total };
}
