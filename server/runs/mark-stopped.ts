import type { Database } from "@/db/database";
import { markStopped as markRows } from "./store";

/** Says of the runs still in hand that the console stopped in order: going on with them is no recovery from a crash. */
export async function markStopped(db: Database): Promise<void> {
  await db.write([markRows()]);
}
