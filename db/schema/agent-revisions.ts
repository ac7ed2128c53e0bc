import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** What an agent's definition looked like under each hash it has had. */
export const agentRevisions = sqliteTable(
  "agent_revisions",
  {
    agentId: text("agent_id").notNull(),
    revision: text("revision").notNull(),
    inputSchema: text("input_schema").notNull(),
    /** The rest of what it said of itself, and the hashes of its files, as JSON; null for those from before this was kept. */
    definition: text("definition"),
    firstSeenAt: integer("first_seen_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.agentId, table.revision] })],
);
