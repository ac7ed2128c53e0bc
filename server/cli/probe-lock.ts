import { existsSync } from "node:fs";
import { join } from "node:path";
import { DataDirInUse, lockDataDir } from "@/db/lock";

/** Whether a process has the data directory just now. Where none ever had, nothing is made. */
export async function isLocked(dataDir: string): Promise<boolean> {
  if (!existsSync(join(dataDir, "lock.db"))) return false;
  try {
    (await lockDataDir(dataDir)).release();
    return false;
  } catch (cause) {
    // A folder that cannot be used is another matter.
    return cause instanceof DataDirInUse;
  }
}
