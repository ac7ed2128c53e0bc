import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * The heart: one row a step, written at its begin and changed once at its end. `begunSeq` and `endedSeq` come from the
 * run's own counter, so "what happened after seq N" is one indexed read. `n` is unique in the run; the root's is 1.
 */
export const steps = sqliteTable(
  "steps",
  {
    runKey: integer("run_key").notNull(),
    n: integer("n").notNull(),
    parent: integer("parent"),
    ordinal: integer("ordinal").notNull(),
    kind: text("kind").notNull(),
    path: text("path").notNull(),
    status: text("status").notNull(),
    attempt: integer("attempt").notNull(),
    startedAt: integer("started_at").notNull(),
    endedAt: integer("ended_at"),
    begunSeq: integer("begun_seq").notNull(),
    endedSeq: integer("ended_seq"),
    /** Hash of the declared input: by this a step finds its record again when its run is taken up anew. */
    fingerprint: text("fingerprint"),
    preview: text("preview"),
    error: text("error"),
    usage: text("usage"),
    attributes: text("attributes"),
    inputRef: integer("input_ref"),
    outputRef: integer("output_ref"),
  },
  (table) => [
    primaryKey({ columns: [table.runKey, table.n] }),
    index("steps_by_parent").on(table.runKey, table.parent, table.ordinal),
    index("steps_by_begin").on(table.runKey, table.begunSeq),
    index("steps_by_end").on(table.runKey, table.endedSeq),
    // Few steps are in these, so recording hardly pays for them; what is asked must say their conditions word by word.
    index("steps_failed")
      .on(table.runKey, table.begunSeq)
      .where(sql`status IN ('error', 'timeout')`),
    index("steps_slow")
      .on(table.runKey, table.begunSeq, sql`(ended_at - started_at)`)
      .where(sql`ended_at - started_at >= 100`),
  ],
);
