import type { z } from "zod";
import type { Context } from "@/server/context";
import type { FoundItemRows, searchItemsInput } from "@/server/domain/item-row";
import { likePattern } from "@/server/domain/like-pattern";
import { readPreviews, readSizes, searchWindow } from "./item-store";
import { formatCursor, parseCursor } from "./list-cursor";
import { fitting } from "./read-items";
import { requireVersion } from "./require-dataset";
import { toItemRow } from "./to-item-row";

const searchedAtOnce = 1000;
const mostBytes = 1_500_000;
/** Past this the first page only says how many there are at least. */
const longestCountMs = 1500;

type Found = { key: number; position: number; index: number };

/** Rows of the items that hold a text, with their numbers in the whole. The first page also says how many there are. */
export async function searchItems({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.infer<typeof searchItemsInput>;
}): Promise<FoundItemRows> {
  const { range } = await requireVersion(ctx, input.datasetId, input.version);
  const first = input.cursor === undefined;
  const [from = 0, fromIndex = 0] = input.cursor === undefined ? [] : parseCursor("found-items", input.cursor, 2);
  const pattern = likePattern(input.q);
  const until = first ? performance.now() + longestCountMs : 0;
  const found: Found[] = [];
  let [after, index, total, complete] = [from, fromIndex, 0, false];
  while (found.length <= input.limit || performance.now() < until) {
    const window = fitting(await readSizes(ctx.db, range, after, searchedAtOnce), mostBytes);
    const last = window.at(-1);
    complete = last === undefined;
    if (!last) break;
    const places = new Map(window.map(({ key }, at) => [key, at]));
    const matches = await searchWindow(ctx.db, range, after, pattern, window);
    total += matches.length;
    for (const { key, position } of matches)
      if (found.length <= input.limit) found.push({ key, position, index: index + (places.get(key) ?? 0) });
    after = last.position;
    index += window.length;
    await new Promise((resolve) => setImmediate(resolve));
  }
  const page = found.slice(0, input.limit);
  const indexOf = new Map(page.map((one) => [one.key, one.index]));
  const rows = await readPreviews(ctx.db, [...indexOf.keys()]);
  const end = page.at(-1);
  return {
    rows: rows.map((row) => toItemRow(row, indexOf.get(row.key) ?? 0)),
    ...(first ? { total, ...(complete ? {} : { totalIsLowerBound: true }) } : {}),
    nextCursor: found.length > page.length && end ? formatCursor("found-items", end.position, end.index + 1) : null,
  };
}
