import type { Context } from "@/server/context";
import { itemsBehind } from "@/server/datasets/run-items";
import { insertResultsOf, readFilled } from "./result-store";
import { giveUpRows, type DatasetRunRow } from "./store";

const rowsAtOnce = 2500;

/** Writes the next rows of a dataset run: a part of them, so that other writing gets in between. True once all are there. */
export async function fillResults({ db }: Pick<Context, "db">, run: DatasetRunRow): Promise<boolean> {
  const { key, datasetKey, datasetVersion: version, trials } = run;
  const wanted = run.totalItems * trials;
  const { rows, itemKey } = await readFilled(db, key);
  if (rows >= wanted) return true;
  const most = Math.max(1, Math.floor(rowsAtOnce / trials));
  const items = await itemsBehind({ db }, { datasetKey, version }, itemKey, most);
  if (items.length === 0) {
    // The dataset was deleted meanwhile: what is not there cannot be run.
    await db.write([giveUpRows(key, wanted - rows)]);
    return true;
  }
  await db.write([insertResultsOf({ key }, items, { from: rows, trials })]);
  return rows + items.length * trials >= wanted;
}
