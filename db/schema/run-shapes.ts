import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** What long runs that have ended look like from afar, as JSON: worked out once, when somebody first looks. */
export const runShapes = sqliteTable("run_shapes", {
  runKey: integer("run_key").primaryKey(),
  body: text("body").notNull(),
});
