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
  const marks = await extended(ctx, range, (known) => known.length >= wanted);
  const known = Math.min(wanted, marks.positions.length);
  return { after: marks.positions[known - 1] ?? 0, skip: index - known * every };
}

/** The other way round: which number in the order an item has. */
export async function findIndex(ctx: Part, range: VersionRange, position: number): Promise<number> {
  const marks = await extended(ctx, range, (known) => (known.at(-1) ?? 0) >= position);
  const before = marks.positions.findLastIndex((mark) => mark < position) + 1;
  const places = await readPlaces(ctx.db, range, marks.positions[before - 1] ?? 0, every);
  return before * every + places.findIndex((place) => place.position === position);
}

async function extended(ctx: Part, range: VersionRange, enough: (known: number[]) => boolean): Promise<Marks> {
  const marks = keep(ctx.db, range);
  // One after the other, so that no two add the same.
  marks.turn = marks.turn.catch(() => {}).then(() => extend(ctx, range, marks, enough));
  await marks.turn;
  return marks;
}

async function extend({ db }: Part, range: VersionRange, marks: Marks, enough: (known: number[]) => boolean): Promise<void> {
  while (!enough(marks.positions) && !marks.ended) {
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
