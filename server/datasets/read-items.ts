import type { Context } from "@/server/context";
import { readItemRows, readKeysOfIds, readSizes, type ItemRow, type ItemSize, type VersionRange } from "./item-store";
import { requireVersion } from "./require-dataset";

type Part = Pick<Context, "db">;

/** However many items are asked for, no more than this is held at once; a single larger one comes alone. */
const mostBytes = 4_000_000;

/** As many of these, in their order, as may be held at once. */
export function fitting(sizes: ItemSize[], most = mostBytes): ItemSize[] {
  let bytes = 0;
  return sizes.filter((size, at) => (bytes += size.bytes) <= most || at === 0);
}

async function readWindow({ db }: Part, range: VersionRange, after: number, limit: number, most = mostBytes): Promise<ItemRow[]> {
  const sizes = fitting(await readSizes(db, range, after, limit), most);
  return readItemRows(
    db,
    sizes.map(({ key }) => key),
  );
}

export type ItemWindow = { items: ItemRow[]; after: number; done: boolean };

/**
 * A version's items in windows, in order: those behind a position, with their parts as JSON text. May give fewer than
 * asked for where they are large; `done` says that there are no more.
 */
export async function readItems(
  ctx: Part,
  { datasetId, version, after = 0, limit = 500 }: { datasetId: string; version?: number; after?: number; limit?: number },
): Promise<ItemWindow> {
  const { range } = await requireVersion(ctx, datasetId, version);
  const items = await readWindow(ctx, range, after, limit);
  return { items, after: items.at(-1)?.position ?? after, done: items.length === 0 };
}

/** Which rows these ids are in a version; ids it does not have are left out. */
export async function findItemKeys(
  ctx: Part,
  { datasetId, version, itemIds }: { datasetId: string; version?: number; itemIds: string[] },
): Promise<{ key: number; id: string }[]> {
  const { range } = await requireVersion(ctx, datasetId, version);
  return readKeysOfIds(ctx.db, range, itemIds);
}

/** Items by their rows' keys, which stay what they are whatever is changed later. */
export async function readItemsByKey({ db }: Part, keys: number[]): Promise<ItemRow[]> {
  return readItemRows(db, keys);
}

/** All of a version, with the event loop free in between. Ends early only where the dataset is deleted meanwhile. */
export async function* walkItems(ctx: Part, range: VersionRange): AsyncGenerator<ItemRow[]> {
  for (let after = 0; ;) {
    const rows = await readWindow(ctx, range, after, 500);
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    after = last.position;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
