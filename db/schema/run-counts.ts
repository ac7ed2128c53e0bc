import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** How many runs there are by agent and status, kept by triggers on `runs`: totals are read, never counted. */
export const runCounts = sqliteTable(
  "run_counts",
  {
    agentId: text("agent_id").notNull(),
    status: text("status").notNull(),
    runs: integer("runs").notNull(),
  },
  (table) => [primaryKey({ columns: [table.agentId, table.status] })],
);
