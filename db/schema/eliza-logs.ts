import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Rows of ElizaOS's logs as they came; runs are drawn from all of theirs. The same row twice is one. */
export const elizaLogs = sqliteTable(
  "eliza_logs",
  {
    runId: text("run_id").notNull(),
    hash: text("hash").notNull(),
    agentId: text("agent_id").notNull(),
    type: text("type").notNull(),
    at: integer("at").notNull(),
    body: text("body").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.runId, table.hash] }),
    index("eliza_logs_by_type").on(table.runId, table.type, table.agentId),
  ],
);

/** Which message's run a plan's run belongs to, as rows of its actions say. */
export const elizaPlans = sqliteTable(
  "eliza_plans",
  {
    runId: text("run_id").primaryKey(),
    parentRunId: text("parent_run_id").notNull(),
  },
  (table) => [index("eliza_plans_by_parent").on(table.parentRunId)],
);
