import { createClient } from "@libsql/client/sqlite3";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { StartupError } from "@/server/errors";
import { isBusy } from "./write-queue";

/** The data directory is in use: by a console, or by a command that works on it in its own process. */
export class DataDirInUse extends StartupError {}

/** Where a running console says how to reach it. Only what lies there while the lock is held can be true. */
export const consoleFile = (dataDir: string): string => join(dataDir, "console.json");

/**
 * One console a data directory: a write transaction on a small database of its own, held as long as we live. The
 * operating system frees it with the process, however that ended, and no pid has to be believed.
 */
export async function lockDataDir(dataDir: string): Promise<{ release: () => void }> {
  const client = createClient({ url: `file:${join(dataDir, "lock.db")}`, concurrency: 1 });
  try {
    const held = await client.transaction("write");
    // What a console that was killed left behind would lead others astray.
    rmSync(consoleFile(dataDir), { force: true });
    return {
      release: () => {
        held.close();
        client.close();
      },
    };
  } catch (cause) {
    client.close();
    if (!isBusy(cause)) throw cause;
    throw new DataDirInUse(
      `Another Trackside console is using ${dataDir}. Use that one, stop it first, or set TRACKSIDE_DATA_DIR to another folder.`,
      { cause },
    );
  }
}
