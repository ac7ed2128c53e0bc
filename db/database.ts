import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { messageOf, StartupError } from "@/server/errors";
import { connect } from "./connect";
import type { Rows } from "./file-client";
import { lockDataDir } from "./lock";
import { migrate, type Migrated } from "./migrate";
import { openReader, type ReadDatabase } from "./open-reader";
import type { Statement } from "./statement";
import { WriteQueue } from "./write-queue";

export type { ReadDatabase, Reader } from "./open-reader";

/** What stores get: reads through drizzle on a connection that cannot write, writes through the one queue. */
export type Database = ReadDatabase & {
  write: (statements: Statement[]) => Promise<Rows[]>;
  /** Row numbers are given out here, in memory: we are the only writer, and statements can name them beforehand. */
  nextRunKey: () => number;
  nextDatasetRunKey: () => number;
  nextPayloadId: () => number;
  drain: () => Promise<void>;
  close: () => Promise<void>;
};

export type OpenDatabase = { db: Database; migrated: Migrated; file: string };

export async function openDatabase(dataDir: string, migrationsDir: string): Promise<OpenDatabase> {
  const file = join(dataDir, "trackside.db");
  try {
    await mkdir(dataDir, { recursive: true });
    const lock = await lockDataDir(dataDir);
    try {
      return await openLocked(dataDir, file, migrationsDir, lock.release);
    } catch (cause) {
      lock.release();
      throw cause;
    }
  } catch (cause) {
    if (cause instanceof StartupError) throw cause;
    throw new StartupError(
      `The data directory ${dataDir} cannot be used: ${messageOf(cause)}. Make it a folder this user can write to, or set TRACKSIDE_DATA_DIR to one.`,
      { cause },
    );
  }
}

/** Also those that only what is left of something deleted still names: who got one of these would get what is left with it. */
const highestNumbers = `SELECT max(coalesce((SELECT max(key) FROM runs), 0), coalesce((SELECT max(run_key) FROM dataset_results), 0)) AS run,
  max(coalesce((SELECT max(key) FROM dataset_runs), 0), coalesce((SELECT max(dataset_run_key) FROM dataset_results), 0),
    coalesce((SELECT max(dataset_run_key) FROM scores), 0)) AS datasetRun,
  (SELECT max(id) FROM payloads) AS payload`;

async function openLocked(dataDir: string, file: string, migrationsDir: string, release: () => void): Promise<OpenDatabase> {
  const writer = await connect(file, "write");
  const migrated = await migrate(writer, migrationsDir, join(dataDir, "backups"), Date.now());
  const highest = (await writer.execute(highestNumbers)).rows[0];
  let runKey = Number(highest?.["run"] ?? 0);
  let datasetRunKey = Number(highest?.["datasetRun"] ?? 0);
  let payloadId = Number(highest?.["payload"] ?? 0);
  const reader = await openReader(file);
  const queue = new WriteQueue(writer, () => connect(file, "write"));
  const db: Database = {
    read: reader.read,
    prepared: reader.prepared,
    write: (statements) => queue.write(statements),
    nextRunKey: () => ++runKey,
    nextDatasetRunKey: () => ++datasetRunKey,
    nextPayloadId: () => ++payloadId,
    drain: () => queue.drain(),
    close: async () => {
      await queue.drain();
      queue.close();
      reader.close();
      release();
    },
  };
  return { db, migrated, file };
}
