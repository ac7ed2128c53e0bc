import type { Context } from "@/server/context";
import {
  readItemRows,
  readKeysOfIds,
  readSizes,
  readSizesOfIds,
  type ItemRow,
  type ItemSize,
  type VersionRange,
} from "./item-store";
import { requireVersion } from "./require-dataset";
import { fitting } from "./read-items";

type Part = Pick<Context, "db">;
type Walked = { rows: ItemRow[]; /** Too large to be read on the way. */ large: number };

const rowsAtOnce = 200;
/** What is parsed and checked between two looks at anything else. */
const bytesAtOnce = 256 * 1024;
const mostItemBytes = 512 * 1024;

/** A version's items, or those of some ids, in small parts: each can be worked through without holding anybody up. */
export async function* walkSmallItems(ctx: Part, range: VersionRange, itemIds?: string[]): AsyncGenerator<Walked> {
  for await (const sizes of itemIds ? sizesOfIds(ctx, range, itemIds) : sizesOfAll(ctx, range)) {
    const small = sizes.filter(({ bytes }) => bytes <= mostItemBytes);
    if (small.length < sizes.length) yield { rows: [], large: sizes.length - small.length };
    for (let from = 0; from < small.length;) {
      const part = fitting(small.slice(from), bytesAtOnce);
      from += part.length;
      yield {
        rows: await readItemRows(
          ctx.db,
          part.map(({ key }) => key),
        ),
        large: 0,
      };
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

async function* sizesOfAll({ db }: Part, range: VersionRange): AsyncGenerator<ItemSize[]> {
  for (let after = -1; ;) {
    const sizes = await readSizes(db, range, after, rowsAtOnce);
    const last = sizes.at(-1);
    if (!last) return;
    yield sizes;
    after = last.position;
  }
}

async function* sizesOfIds({ db }: Part, range: VersionRange, ids: string[]): AsyncGenerator<ItemSize[]> {
  for (let from = 0; from < ids.length; from += rowsAtOnce)
    yield await readSizesOfIds(db, range, ids.slice(from, from + rowsAtOnce));
}

/** Those of these ids that a version has. */
export async function idsInVersion(
  ctx: Context,
  datasetId: string,
  version: number | undefined,
  ids: string[],
): Promise<string[]> {
  const { range } = await requireVersion(ctx, datasetId, version);
  const there: string[] = [];
  for (let from = 0; from < ids.length; from += rowsAtOnce) {
    const found = await readKeysOfIds(ctx.db, range, ids.slice(from, from + rowsAtOnce));
    there.push(...found.map(({ id }) => id));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return there;
}
