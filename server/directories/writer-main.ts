import { openReader } from "@/db/open-reader";
import { serveThread } from "@/server/threads/serve-thread";
import { writeDirectory, type DirectoryOrder, type DirectoryWriterGiven } from "./write-directory";

/** The thread that writes run directories: it reads the database over a connection of its own, and may wait for the disk. */
await serveThread<DirectoryOrder, void>(async (given, stopped) => {
  const { databaseFile } = given as DirectoryWriterGiven;
  const db = await openReader(databaseFile, { of: "thread" });
  return { carryOut: (order) => writeDirectory(db, order, stopped), close: () => db.close() };
});
