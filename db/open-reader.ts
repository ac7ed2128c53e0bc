import type { Client } from "@libsql/client";
import type { LibSQLDatabase } from "drizzle-orm/libsql/driver-core";
import { drizzle } from "drizzle-orm/libsql/sqlite3";
import { connect, type Asked } from "./connect";
import * as schema from "./schema";

export type Reader = LibSQLDatabase<typeof schema>;

/** What is enough for who only looks. */
export type ReadDatabase = {
  read: Reader;
  /** A query that is built once, by this very function: building one costs several times what answering it does. */
  prepared: <Query>(build: (read: Reader) => Query) => Query;
};

type ReaderOptions = { of?: Asked; attached?: Record<string, string> };

/** A connection that cannot write; another thread may have one of its own, and with other files attached by name. */
export async function openReader(
  file: string,
  { of = "console", attached = {} }: ReaderOptions = {},
): Promise<ReadDatabase & { close: () => void }> {
  const client = await connect(file, "read", of);
  for (const [name, other] of Object.entries(attached)) await client.execute({ sql: `ATTACH ? AS ${name}`, args: [other] });
  // Of a client it wants no more than ours has.
  const read = drizzle(client as unknown as Client, { schema });
  const built = new Map<unknown, unknown>();
  return {
    read,
    prepared: <Query>(build: (from: Reader) => Query): Query => {
      const known = built.get(build) ?? build(read);
      built.set(build, known);
      return known as Query;
    },
    close: () => client.close(),
  };
}
