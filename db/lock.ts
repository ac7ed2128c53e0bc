import { createClient } from "@libsql/client";
import { join } from "node:path";
import { StartupError } from "@/server/errors";
import { isBusy } from "./write-queue";

/**
 * One console a data directory: a write transaction on a small database of its own, held as long as we live. The
 * operating system frees it with the process, however that ended, and no pid has to be believed.
 */
export async function lockDataDir(dataDir: string): Promise<{ release: () => void }> {
  const client = createClient({ url: `file:${join(dataDir, "lock.db")}`, concurrency: 1 });
  try {
    const held = await client.transaction("write");
    return {
      release: () => {
        held.close();
        client.close();
      },
    };
  } catch (cause) {
    client.close();
    if (!isBusy(cause)) throw cause;
    throw new StartupError(
      `Another Trackside console is using ${dataDir}. Use that one, stop it first, or set TRACKSIDE_DATA_DIR to another folder.`,
      { cause },
    );
  }
}
