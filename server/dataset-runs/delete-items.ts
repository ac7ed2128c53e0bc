import type { Database } from "@/db/database";
import { deleteRunsOf } from "@/server/runs/delete-runs-of";
import { deleteResults } from "./result-store";
import { deleteDatasetRunRow } from "./store";

/** Takes the next runs of a dataset run away, and at last itself; false once nothing is left of it. */
export async function deleteItems(db: Database, { key, id }: { key: number; id: string }): Promise<boolean> {
  if (await deleteRunsOf(db, id)) return true;
  await db.write([deleteResults(key), deleteDatasetRunRow(key)]);
  return false;
}
