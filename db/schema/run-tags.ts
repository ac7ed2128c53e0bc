import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Which runs have a tag, newest last; kept by triggers on `runs`. */
export const runTags = sqliteTable(
  "run_tags",
  {
    tag: text("tag").notNull(),
    createdAt: integer("created_at").notNull(),
    runKey: integer("run_key").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tag, table.createdAt, table.runKey] })],
);
