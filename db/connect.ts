import { FileClient } from "./file-client";

/**
 * Calls block the event loop, so a connection's own patience with other writers is short; the write queue has more, and
 * waits beside the loop.
 */
const patienceMs = 100;

/** What a connection keeps of the file in memory: the console's is asked all day, a thread's beside it now and then. */
const cacheKb = { console: 32_000, thread: 4000 } as const;
export type Asked = keyof typeof cacheKb;

/** PRAGMAs hold for one connection only, so every client here has exactly one, and each gets them anew. */
export async function connect(file: string, access: "write" | "read", of: Asked = "console"): Promise<FileClient> {
  const client = new FileClient(file, patienceMs);
  try {
    if (access === "write") await client.execute("PRAGMA journal_mode = WAL");
    await client.execute("PRAGMA synchronous = FULL");
    await client.execute(`PRAGMA cache_size = -${cacheKb[of]}`);
    await client.execute("PRAGMA temp_store = MEMORY");
    if (access === "read") await client.execute("PRAGMA query_only = 1");
  } catch (cause) {
    client.close();
    throw cause;
  }
  return client;
}
