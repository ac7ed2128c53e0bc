import { blob, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Files an agent keeps with its run. The run's directory shows them; here is where they are. */
export const artifacts = sqliteTable(
  "artifacts",
  {
    runKey: integer("run_key").notNull(),
    /** Where it lies in the run's directory, parts joined by "/". */
    path: text("path").notNull(),
    contentType: text("content_type").notNull(),
    bytes: integer("bytes").notNull(),
    writtenAt: integer("written_at").notNull(),
    body: blob("body", { mode: "buffer" }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.runKey, table.path] })],
);
