import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Long texts that many payloads hold, above all messages of a growing chat: stored once, by their hash. */
export const sharedTexts = sqliteTable("shared_texts", {
  hash: text("hash").primaryKey(),
  body: text("body").notNull(),
  /** How many times payloads name it; at none it goes. */
  uses: integer("uses").notNull(),
});
