import type { Context } from "@/server/context";
import { readItemRows, readSizes, type ItemRow, type VersionRange } from "./item-store";

type Part = Pick<Context, "db">;

/** However many items are asked for, no more than this is held at once; a single larger one comes alone. */
const mostBytes = 4_000_000;

/** As many of these, in their order, as may be held at once. */
export function fitting<Size extends { bytes: number }>(sizes: Size[], most = mostBytes): Size[] {
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
