import type { Database } from "@/db/database";
import { insertNextResults, readFilled } from "./result-store";
import { giveUpRows, type DatasetRunRow } from "./store";

const rowsAtOnce = 2500;

/** Writes the next rows of a dataset run: a part of them, so that other writing gets in between. True once all are there. */
export async function fillResults(db: Database, run: DatasetRunRow): Promise<boolean> {
  const wanted = run.totalItems * run.trials;
  const filled = await readFilled(db, run.key);
  if (filled.rows >= wanted) return true;
  const items = Math.max(1, Math.floor(rowsAtOnce / run.trials));
  const [written] = await db.write([insertNextResults(run, filled, items)]);
  const rows = filled.rows + (written?.rowsAffected ?? 0);
  if (rows >= wanted) return true;
  if (rows > filled.rows) return false;
  // The dataset was deleted meanwhile: what is not there cannot be run.
  await db.write([giveUpRows(run.key, wanted - rows)]);
  return true;
}
