import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** An agent over a version of a dataset. Its counts are kept by triggers, in the transaction that moves a result. */
export const datasetRuns = sqliteTable(
  "dataset_runs",
  {
    key: integer("key").primaryKey(),
    id: text("id").notNull(),
    datasetKey: integer("dataset_key").notNull(),
    datasetId: text("dataset_id").notNull(),
    datasetVersion: integer("dataset_version").notNull(),
    agentId: text("agent_id").notNull(),
    agentRevision: text("agent_revision").notNull(),
    name: text("name").notNull(),
    status: text("status").notNull(),
    totalItems: integer("total_items").notNull(),
    trials: integer("trials").notNull(),
    concurrency: integer("concurrency").notNull(),
    itemTimeoutMs: integer("item_timeout_ms"),
    maxRetries: integer("max_retries").notNull().default(0),
    /** Ids of scorers, and overrides of model profiles, as JSON. */
    scorers: text("scorers").notNull().default("[]"),
    profiles: text("profiles").notNull().default("{}"),
    pendingCount: integer("pending_count").notNull().default(0),
    runningCount: integer("running_count").notNull().default(0),
    waitingCount: integer("waiting_count").notNull().default(0),
    completedCount: integer("completed_count").notNull().default(0),
    errorCount: integer("error_count").notNull().default(0),
    timeoutCount: integer("timeout_count").notNull().default(0),
    cancelledCount: integer("cancelled_count").notNull().default(0),
    createdAt: integer("created_at").notNull(),
    startedAt: integer("started_at"),
    endedAt: integer("ended_at"),
  },
  (table) => [
    uniqueIndex("dataset_runs_by_id").on(table.id),
    index("dataset_runs_by_dataset").on(table.datasetKey, table.createdAt, table.key),
    index("dataset_runs_by_status").on(table.status, table.createdAt, table.key),
  ],
);

/** One row an item-trial, from the start on: its latest attempt. `settled` once nothing more comes by itself. */
export const datasetResults = sqliteTable(
  "dataset_results",
  {
    datasetRunKey: integer("dataset_run_key").notNull(),
    ordinal: integer("ordinal").notNull(),
    itemKey: integer("item_key").notNull(),
    itemId: text("item_id").notNull(),
    trial: integer("trial").notNull(),
    attempt: integer("attempt").notNull().default(0),
    runKey: integer("run_key"),
    status: text("status").notNull(),
    settled: integer("settled").notNull().default(0),
    /** When it is tried again. */
    retryAt: integer("retry_at"),
  },
  (table) => [
    primaryKey({ columns: [table.datasetRunKey, table.ordinal] }),
    index("dataset_results_by_status").on(table.datasetRunKey, table.status, table.ordinal),
    index("dataset_results_by_run").on(table.runKey),
    index("dataset_results_by_item").on(table.datasetRunKey, table.itemId),
  ],
);
