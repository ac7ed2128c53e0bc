import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/**
 * One row a run, its summary denormalised in the transaction that changes it: a list never aggregates.
 * `key` is the small internal number steps hang on; `id` is what the world sees.
 */
export const runs = sqliteTable(
  "runs",
  {
    key: integer("key").primaryKey(),
    id: text("id").notNull(),
    agentId: text("agent_id").notNull(),
    agentRevision: text("agent_revision").notNull(),
    name: text("name"),
    status: text("status").notNull(),
    createdAt: integer("created_at").notNull(),
    startedAt: integer("started_at"),
    endedAt: integer("ended_at"),
    error: text("error"),
    resultType: text("result_type"),
    inputRef: integer("input_ref"),
    resultRef: integer("result_ref"),
    messageId: text("message_id"),
    roomId: text("room_id"),
    entityId: text("entity_id"),
    parentRunId: text("parent_run_id"),
    /** The step of the parent run that started this one and waits for its end. */
    parentStep: integer("parent_step"),
    rerunOf: text("rerun_of"),
    rerunFromPath: text("rerun_from_path"),
    datasetRunId: text("dataset_run_id"),
    itemId: text("item_id"),
    trial: integer("trial"),
    attempt: integer("attempt").notNull().default(1),
    timeoutMs: integer("timeout_ms"),
    /** Time in which it worked so far: waiting and downtime do not count against its timeout. */
    workedMs: integer("worked_ms").notNull().default(0),
    /** How often a host was handed it: words of an older take are fenced off. */
    take: integer("take").notNull().default(0),
    /** 1 while a host has it in hand: found so with no host, a crash cut it off. 2: an orderly stop did. */
    held: integer("held").notNull().default(0),
    /** While it waits: when the first of its inputs expires. */
    wakeAt: integer("wake_at"),
    recoveries: integer("recoveries").notNull().default(0),
    /** The run's own event counter: the highest begunSeq or endedSeq given so far. */
    lastSeq: integer("last_seq").notNull().default(0),
    steps: integer("steps").notNull().default(0),
    actions: integer("actions").notNull().default(0),
    modelCalls: integer("model_calls").notNull().default(0),
    tools: integer("tools").notNull().default(0),
    evaluators: integer("evaluators").notNull().default(0),
    errors: integer("errors").notNull().default(0),
    inputTokens: integer("input_tokens"),
    outputTokens: integer("output_tokens"),
    costMicroUsd: integer("cost_micro_usd"),
    /** Known at its end; to be sorted by. */
    durationMs: integer("duration_ms").generatedAlwaysAs(sql`ended_at - started_at`, { mode: "virtual" }),
    /** Inputs of steps by path, as given to this run, as JSON. */
    staticInputs: text("static_inputs").notNull().default("{}"),
    /** Where only one flow of the agent is to run: its path below the root. */
    flow: text("flow"),
    /** Model profiles that take the place of others in this run, by name, as JSON. */
    profiles: text("profiles").notNull().default("{}"),
    tags: text("tags").notNull().default("[]"),
    metadata: text("metadata").notNull().default("{}"),
    /** Which system it was made by; null of runs made here. The engine has nothing to do with those of others. */
    origin: text("origin"),
  },
  (table) => [
    uniqueIndex("runs_by_id").on(table.id),
    index("runs_by_created").on(table.createdAt, table.key),
    index("runs_by_agent").on(table.agentId, table.createdAt, table.key),
    index("runs_by_status").on(table.status, table.createdAt, table.key),
    uniqueIndex("runs_by_parent")
      .on(table.parentRunId, table.parentStep)
      .where(sql`parent_run_id IS NOT NULL`),
    index("runs_by_dataset_run")
      .on(table.datasetRunId, table.status, table.createdAt, table.key)
      .where(sql`dataset_run_id IS NOT NULL`),
    index("runs_by_room")
      .on(table.roomId, table.createdAt, table.key)
      .where(sql`room_id IS NOT NULL`),
    index("runs_by_duration")
      .on(table.agentId, table.durationMs, table.key)
      .where(sql`duration_ms IS NOT NULL`),
    index("runs_by_cost")
      .on(table.agentId, table.costMicroUsd, table.key)
      .where(sql`cost_micro_usd IS NOT NULL`),
    // Of singles: what says these conditions word by word is answered without a look at a dataset's items.
    index("runs_single")
      .on(table.status, table.createdAt, table.key)
      .where(sql`dataset_run_id IS NULL AND parent_run_id IS NULL`),
    index("runs_by_source").on(table.rerunOf, table.createdAt, table.key),
    index("runs_by_agent_status").on(table.agentId, table.status, table.createdAt, table.key),
  ],
);
