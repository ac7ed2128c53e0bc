import type { Database } from "@/db/database";
import type { Context } from "@/server/context";
import { readPlaces, type VersionRange } from "./item-store";

const every = 500;
const readAtOnce = 2000;
const mostVersions = 40;

type Part = Pick<Context, "db">;
/** Behind which position the 500th item lies, the 1000th, and so on, as far as was asked for yet. */
type Marks = { positions: number[]; ended: boolean; turn: Promise<unknown> };

/** A version never changes, so what is known of its order stays known. */
const marksOf = new WeakMap<Database, Map<string, Marks>>();

/**
 * From where to read so that an item by its number in the order comes soon: after this position, passing over so many.
 * Without it, going to the middle of a large dataset would walk over half of it each time.
 */
export async function findPlace(ctx: Part, range: VersionRange, index: number): Promise<{ after: number; skip: number }> {
  const wanted = Math.floor(index / every);
  if (wanted === 0) return { after: 0, skip: index };
  const marks = keep(ctx.db, range);
  marks.turn = marks.turn.catch(() => {}).then(() => extend(ctx, range, marks, wanted));
  await marks.turn;
  const known = Math.min(wanted, marks.positions.length);
  return { after: marks.positions[known - 1] ?? 0, skip: index - known * every };
}

async function extend({ db }: Part, range: VersionRange, marks: Marks, wanted: number): Promise<void> {
  while (marks.positions.length < wanted && !marks.ended) {
    const places = await readPlaces(db, range, marks.positions.at(-1) ?? 0, readAtOnce);
    for (let last = every - 1; last < places.length; last += every) marks.positions.push(places[last]?.position ?? 0);
    marks.ended = places.length < readAtOnce;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function keep(db: Database, { datasetKey, version }: VersionRange): Marks {
  const all = marksOf.get(db) ?? new Map<string, Marks>();
  marksOf.set(db, all);
  const name = `${datasetKey}:${version}`;
  const marks = all.get(name) ?? { positions: [], ended: false, turn: Promise.resolve() };
  // The one used last stays longest.
  all.delete(name);
  all.set(name, marks);
  if (all.size > mostVersions) all.delete(all.keys().next().value ?? name);
  return marks;
}
