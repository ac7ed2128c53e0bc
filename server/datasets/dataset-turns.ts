import type { Database } from "@/db/database";
import type { Context } from "@/server/context";

type Turns = Map<number, Promise<unknown>>;

/** Next's code has its own copies of our modules: what must be one for a console hangs on its database, by a known symbol. */
const place = Symbol.for("trackside.dataset-turns");

function turnsOf(db: Database): Turns {
  const holder = globalThis as { [place]?: WeakMap<Database, Turns> };
  const all = (holder[place] ??= new WeakMap<Database, Turns>());
  const turns = all.get(db) ?? new Map<number, Promise<unknown>>();
  all.set(db, turns);
  return turns;
}

/** Changes of one dataset, one after the other: each makes the version that follows the one it found. */
export function inDatasetTurn<Result>(
  { db }: Pick<Context, "db">,
  datasetKey: number,
  work: () => Promise<Result>,
): Promise<Result> {
  const turns = turnsOf(db);
  const mine = (turns.get(datasetKey) ?? Promise.resolve()).then(work);
  const settled = mine
    .catch(() => {})
    .then(() => {
      if (turns.get(datasetKey) === settled) turns.delete(datasetKey);
    });
  turns.set(datasetKey, settled);
  return mine;
}
