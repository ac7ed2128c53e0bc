import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * How ended runs did, by agent, hour and revision; kept by triggers on `runs` (migration 0005), so that charts add up a few
 * rows an hour however many runs there were. Why these keys: docs/decisions/0010.
 */
export const runTrends = sqliteTable(
  "run_trends",
  {
    agentId: text("agent_id").notNull(),
    /** Hours since 1970 of the runs' `createdAt`. */
    hour: integer("hour").notNull(),
    revision: text("revision").notNull(),
    /** 1: runs of dataset runs. */
    inDatasetRun: integer("in_dataset_run").notNull(),
    status: text("status").notNull(),
    /** The lower bound of a span of durations, an eighth of an octave wide; -1 where a run never started. */
    bucket: integer("bucket").notNull(),
    runs: integer("runs").notNull(),
    /** Of how many of them tokens are known, and of how many the cost. */
    counted: integer("counted").notNull(),
    priced: integer("priced").notNull(),
    inputTokens: integer("input_tokens").notNull(),
    outputTokens: integer("output_tokens").notNull(),
    costMicroUsd: integer("cost_micro_usd").notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.agentId, table.hour, table.revision, table.inDatasetRun, table.status, table.bucket],
    }),
  ],
);
