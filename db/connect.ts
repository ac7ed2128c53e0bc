import { FileClient } from "./file-client";

/**
 * Calls block the event loop, so a connection's own patience with other writers is short; the write queue has more, and
 * waits beside the loop.
 */
const patienceMs = 100;

/** PRAGMAs hold for one connection only, so every client here has exactly one, and each gets them anew. */
export async function connect(file: string, access: "write" | "read"): Promise<FileClient> {
  const client = new FileClient(file, patienceMs);
  try {
    if (access === "write") await client.execute("PRAGMA journal_mode = WAL");
    await client.execute("PRAGMA synchronous = FULL");
    await client.execute("PRAGMA cache_size = -32000");
    await client.execute("PRAGMA temp_store = MEMORY");
    if (access === "read") await client.execute("PRAGMA query_only = 1");
  } catch (cause) {
    client.close();
    throw cause;
  }
  return client;
}
