import { integer, primaryKey, real, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** What scorers said of runs, by the runs' agent, hour and revision; kept by triggers on `scores` and `runs` (migration 0005). */
export const scoreTrends = sqliteTable(
  "score_trends",
  {
    agentId: text("agent_id").notNull(),
    hour: integer("hour").notNull(),
    revision: text("revision").notNull(),
    inDatasetRun: integer("in_dataset_run").notNull(),
    scorer: text("scorer").notNull(),
    /** How many runs have a value of it, their sum, and how many passed. */
    n: integer("n").notNull(),
    sum: real("sum").notNull(),
    passes: integer("passes").notNull(),
  },
  (table) => [primaryKey({ columns: [table.agentId, table.hour, table.revision, table.inDatasetRun, table.scorer] })],
);
