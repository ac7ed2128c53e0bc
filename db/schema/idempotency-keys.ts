import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** What a POST with an Idempotency-Key was answered, kept 24 h: the same key and body get the same answer again. */
export const idempotencyKeys = sqliteTable(
  "idempotency_keys",
  {
    key: text("key").primaryKey(),
    bodyHash: text("body_hash").notNull(),
    /** The id of what was created. */
    created: text("created").notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [index("idempotency_keys_by_created").on(table.createdAt)],
);
