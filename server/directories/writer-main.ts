import { setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { openReader } from "@/db/open-reader";
import { messageOf } from "@/server/errors";
import type { DirectoryWriterData, WriterAnswer, WriterOrder } from "./directory-writer";
import { writeDirectory, type DirectoryOrder } from "./write-directory";

/** The thread that writes run directories: it reads the database over a connection of its own, and may wait for the disk. */
const { databaseFile, stop } = workerData as DirectoryWriterData;
// Linux counts threads: this one steps back behind those that run agents. Elsewhere it would be the whole process.
if (process.platform === "linux") setPriority(0, 10);
const db = await openReader(databaseFile);
const stopped = (): boolean => Atomics.load(stop, 0) === 1;

async function carryOut(order: DirectoryOrder): Promise<Pick<WriterAnswer, "fault">> {
  try {
    await writeDirectory(db, order, stopped);
    return {};
  } catch (cause) {
    return { fault: messageOf(cause) };
  }
}

parentPort?.on("message", ({ id, order }: WriterOrder) => {
  if (order) {
    void carryOut(order).then((answer) => parentPort?.postMessage({ id, ...answer } satisfies WriterAnswer));
    return;
  }
  db.close();
  parentPort?.close();
});
