import { integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** Spans as they were sent, by OpenTelemetry: what is acknowledged is here, and runs are drawn from it, by a later version anew. */
export const spans = sqliteTable(
  "spans",
  {
    id: integer("id").primaryKey(),
    traceId: text("trace_id").notNull(),
    spanId: text("span_id").notNull(),
    /** Hash of the resource and the scope it came from. */
    source: text("source").notNull(),
    /** 1 where it says when it ended. */
    ended: integer("ended").notNull(),
    body: text("body").notNull(),
  },
  (table) => [uniqueIndex("spans_by_trace").on(table.traceId, table.spanId)],
);

/** Resources and scopes: of many spans the same few. */
export const spanSources = sqliteTable("span_sources", {
  hash: text("hash").primaryKey(),
  body: text("body").notNull(),
});

/** One row: the version of the mapping by which traces were drawn last. */
export const spanMapping = sqliteTable("span_mapping", {
  id: integer("id").primaryKey(),
  version: integer("version").notNull(),
});
