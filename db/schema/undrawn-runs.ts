import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Runs made elsewhere of which more is stored than is drawn: found again after a crash. */
export const undrawnRuns = sqliteTable(
  "undrawn_runs",
  {
    source: text("source").notNull(),
    runId: text("run_id").notNull(),
    /** Raised by whatever comes, so that a drawing does not take away the mark of what came meanwhile. */
    version: integer("version").notNull(),
  },
  (table) => [primaryKey({ columns: [table.source, table.runId] })],
);
