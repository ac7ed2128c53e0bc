import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * Inputs and outputs as JSON text, apart from the structure, so that a tree of a million steps is read without them.
 * Rows point here by number: appended only, no second index.
 */
export const payloads = sqliteTable("payloads", {
  id: integer("id").primaryKey(),
  body: text("body").notNull(),
  /** 1: the body is a JSON array of text and hashes of shared texts in turn, which joined together are the value. */
  shared: integer("shared").notNull().default(0),
});
