import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Every agent this console has ever known. One that left the project keeps its row, for its runs' sake. */
export const agents = sqliteTable("agents", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  description: text("description"),
  kind: text("kind").notNull(),
  revision: text("revision").notNull(),
  inputSchema: text("input_schema").notNull(),
  resultType: text("result_type").notNull(),
  file: text("file"),
  /** How long a run of it may work, where the run does not say. */
  timeoutMs: integer("timeout_ms"),
  /** How far its runs are kept apart from others, as JSON; null where they share the host process. */
  isolation: text("isolation"),
  /** Why it cannot run now; null where it can. */
  problem: text("problem"),
  updatedAt: integer("updated_at").notNull(),
});
