import type { Database } from "@/db/database";
import { cancelUnbegun, settleRetries } from "./result-store";
import { moveDatasetRun } from "./store";

const rowsAtOnce = 2000;
const unended = ["pending", "running", "waiting"];

/** Ends the next part of the item-trials that have no run; false once there is none left. */
export async function cancelItems(db: Database, key: number): Promise<boolean> {
  const [done] = await db.write([cancelUnbegun(key, { most: rowsAtOnce })]);
  return (done?.rowsAffected ?? 0) > 0;
}

/** No more tries, no more scores: what has ended stays as it ended. With it the dataset run may take its status back. */
export async function settleAll(db: Database, key: number, ended?: { status: "completed" }): Promise<void> {
  await db.write([settleRetries(key), ...(ended ? [moveDatasetRun(key, unended, ended)] : [])]);
}
