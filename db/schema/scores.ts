import { sql } from "drizzle-orm";
import { index, integer, real, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** Verdicts on runs: one of each scorer and source. */
export const scores = sqliteTable(
  "scores",
  {
    key: integer("key").primaryKey(),
    runKey: integer("run_key").notNull(),
    datasetRunKey: integer("dataset_run_key"),
    ordinal: integer("ordinal"),
    scorer: text("scorer").notNull(),
    source: text("source").notNull(),
    value: real("value"),
    pass: integer("pass"),
    label: text("label"),
    reason: text("reason"),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [
    uniqueIndex("scores_by_run").on(table.runKey, table.scorer, table.source),
    index("scores_by_dataset_run").on(table.datasetRunKey, table.scorer, table.value),
    /** What did not pass, or could not be told: the few that are asked for first. */
    index("scores_not_passed")
      .on(table.datasetRunKey, table.ordinal)
      .where(sql`dataset_run_key IS NOT NULL AND coalesce(pass, value >= 0.5, 0) = 0`),
  ],
);
