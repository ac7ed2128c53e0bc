import type { Database } from "@/db/database";
import { readRunByKey, resumeRun as resumeRow } from "./store";

/** Lets a waiting run go on, to see for itself what has changed: an input of it may have expired. */
export async function resumeRun(db: Database, key: number): Promise<boolean> {
  if ((await readRunByKey(db, key))?.status !== "waiting") return false;
  await db.write([resumeRow(key)]);
  return true;
}
