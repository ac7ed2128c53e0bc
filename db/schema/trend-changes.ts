import { integer, sqliteTable } from "drizzle-orm/sqlite-core";

/**
 * How often what is kept of a past day has changed; by triggers on `run_trends` and `score_trends` (migration 0009). Who adds a
 * past day up may keep the sum for as long as this stays. Hours of the last 26 are not counted here: they change all the time.
 */
export const trendChanges = sqliteTable("trend_changes", {
  /** Days since 1970, UTC. */
  day: integer("day").primaryKey(),
  version: integer("version").notNull(),
});
