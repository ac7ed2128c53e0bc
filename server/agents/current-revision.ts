import type { Database } from "@/db/database";
import { readAgent } from "./store";

/** What the agent's code is now. */
export async function currentRevision(db: Database, agentId: string): Promise<string | undefined> {
  return (await readAgent(db, agentId))?.revision;
}
