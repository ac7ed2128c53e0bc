import { stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "@/server/context";
import { countAllDatasets } from "@/server/datasets/count-all-datasets";
import { countRuns } from "@/server/runs/count-runs";

/** What lies on disk, where, and how much room is left. */
export async function getStorage({ ctx }: { ctx: Context }) {
  const { dataDir } = ctx.setup;
  const size = (name: string) => sizeOf(join(dataDir, name));
  const [database, wal, search, searchWal, free, runs, datasets] = await Promise.all([
    size("trackside.db"),
    size("trackside.db-wal"),
    size("search.db"),
    size("search.db-wal"),
    freeSpaceOf(dataDir),
    countRuns(ctx),
    countAllDatasets(ctx),
  ]);
  return {
    dataDir,
    runsDir: ctx.disk.runsDir,
    databaseFile: join(dataDir, "trackside.db"),
    searchFile: join(dataDir, "search.db"),
    bytes: { database, wal, search: search + searchWal },
    runDirectories: ctx.disk.get(),
    counts: { runs: runs.all, datasets },
    ...(free ? { free } : {}),
  };
}

/** One that is not there takes nothing. */
async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return 0;
    throw cause;
  }
}

/** Not every file system tells. */
async function freeSpaceOf(dir: string): Promise<{ bytes: number; ofBytes: number } | undefined> {
  try {
    const { bavail, blocks, bsize } = await statfs(dir);
    return { bytes: bavail * bsize, ofBytes: blocks * bsize };
  } catch {
    return undefined;
  }
}
