var __defProp = Object.defineProperty;
var __export = (target, all) => {
  for (var name in all) __defProp(target, name, { get: all[name], enumerable: true });
};

// bench/bench-console.ts
import { mkdir as mkdir7, mkdtemp, rm as rm6, writeFile as writeFile4 } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as join11 } from "node:path";

// server/runs/answer-input.ts
import { z as z3 } from "zod";

// server/agents/check-against-schema.ts
import { Ajv2020 } from "ajv/dist/2020.js";
var ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: false, unicodeRegExp: false });
var compiled = /* @__PURE__ */ new Map();
var mostCompiled = 500;
function checkAgainstSchema(schema2, value, root) {
  const validate = compile(schema2);
  if (!validate) return [];
  return validate(value) ? [] : (validate.errors ?? []).slice(0, 50).map((fault) => toFault(fault, root));
}
function compile(schema2) {
  const text11 = JSON.stringify(schema2);
  const known = compiled.get(text11);
  if (known) return known;
  if (compiled.size >= mostCompiled) compiled.clear();
  const { $id: _id, ...anonymous } = schema2;
  try {
    const validate = ajv.compile(anonymous);
    compiled.set(text11, validate);
    return validate;
  } catch {
    return void 0;
  }
}
function toFault(fault, root) {
  const parts = fault.instancePath
    .split("/")
    .slice(1)
    .map((part2) => part2.replaceAll("~1", "/").replaceAll("~0", "~"));
  const params = fault.params;
  const extra = params["missingProperty"] ?? params["additionalProperty"];
  if (typeof extra === "string") parts.push(extra);
  return { path: [root, ...parts].join("."), message: messageOf(fault, params) };
}
function messageOf(fault, params) {
  if (fault.keyword === "required") return "is missing";
  if (fault.keyword === "additionalProperties") return "is not a field here";
  if (fault.keyword === "enum") return `must be one of ${JSON.stringify(params["allowedValues"])}`;
  return fault.message ?? "does not fit";
}

// server/domain/ids.ts
import { z } from "zod";
var agentId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_.-]{0,127}$/, "an agent id is up to 128 of a-z 0-9 _ . - and begins with a letter or digit");
var runId = z.string().regex(/^[A-Za-z0-9_-]{1,200}$/, "a run id is up to 200 of A-Z a-z 0-9 _ -");
var stepId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "a step id is up to 64 of A-Z a-z 0-9 _ -");
var foreignId = plainText(256);
function plainText(most) {
  return z
    .string()
    .min(1)
    .max(most)
    .refine(
      (text11) => !new RegExp("\\0|\\p{Surrogate}", "u").test(text11),
      "has a character that is not text (NUL, or half a surrogate pair)",
    );
}

// server/domain/json.ts
import { z as z2 } from "zod";
var mostDepth = 1e3;
var json = z2
  .custom((value) => value !== void 0, "a JSON value is needed")
  .refine((value) => !isDeeperThan(value, mostDepth), `is nested more than ${mostDepth} deep`);
function isDeeperThan(value, most) {
  let level = [value].filter(isNested);
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > most) return true;
    level = level.flatMap((each) => Object.values(each).filter(isNested));
  }
  return false;
}
function isNested(value) {
  return value !== null && typeof value === "object";
}

// server/errors.ts
var kinds = {
  "bad-input": { status: 400, title: "Bad input" },
  unauthorized: { status: 401, title: "Not signed in" },
  forbidden: { status: 403, title: "Not allowed" },
  "not-found": { status: 404, title: "Not found" },
  "method-not-allowed": { status: 405, title: "Method not allowed" },
  "not-acceptable": { status: 406, title: "Not acceptable" },
  conflict: { status: 409, title: "Conflict" },
  "request-timeout": { status: 408, title: "Too slow" },
  "too-large": { status: 413, title: "Too large" },
  "unsupported-media-type": { status: 415, title: "Unsupported media type" },
  misdirected: { status: 421, title: "Misdirected request" },
  "does-not-fit": { status: 422, title: "Does not fit" },
  "headers-too-large": { status: 431, title: "Headers too large" },
  overloaded: { status: 503, title: "Overloaded" },
};
var AppError = class extends Error {
  kind;
  faults;
  constructor(kind, detail, options = {}) {
    super(detail, options.cause === void 0 ? void 0 : { cause: options.cause });
    this.name = "AppError";
    this.kind = kind;
    this.faults = options.faults;
  }
  get status() {
    return kinds[this.kind].status;
  }
  /** RFC 9457's shape; `type` is a stable word callers may match on. */
  toProblem() {
    const { status, title } = kinds[this.kind];
    const problem = { type: `urn:trackside:${this.kind}`, title, status, detail: this.message };
    return this.faults ? { ...problem, errors: this.faults } : problem;
  }
};
var StartupError = class extends Error {
  name = "StartupError";
};
function messageOf2(thrown) {
  try {
    if (thrown instanceof Error) return thrown.message || thrown.name;
    return typeof thrown === "string" ? thrown : (JSON.stringify(thrown) ?? String(thrown));
  } catch {
    return "something that cannot be described was thrown";
  }
}

// server/runs/payload-store.ts
import { sql as sql2 } from "drizzle-orm";

// db/schema/index.ts
var schema_exports = {};
__export(schema_exports, {
  agentRevisions: () => agentRevisions,
  agents: () => agents,
  artifacts: () => artifacts,
  idempotencyKeys: () => idempotencyKeys,
  payloads: () => payloads,
  runCounts: () => runCounts,
  runs: () => runs,
  sharedTexts: () => sharedTexts,
  steps: () => steps,
});

// db/schema/agent-revisions.ts
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
var agentRevisions = sqliteTable(
  "agent_revisions",
  {
    agentId: text("agent_id").notNull(),
    revision: text("revision").notNull(),
    inputSchema: text("input_schema").notNull(),
    firstSeenAt: integer("first_seen_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.agentId, table.revision] })],
);

// db/schema/agents.ts
import { integer as integer2, sqliteTable as sqliteTable2, text as text2 } from "drizzle-orm/sqlite-core";
var agents = sqliteTable2("agents", {
  id: text2("id").primaryKey(),
  name: text2("name").notNull(),
  description: text2("description"),
  kind: text2("kind").notNull(),
  revision: text2("revision").notNull(),
  inputSchema: text2("input_schema").notNull(),
  resultType: text2("result_type").notNull(),
  file: text2("file"),
  /** How long a run of it may work, where the run does not say. */
  timeoutMs: integer2("timeout_ms"),
  /** How far its runs are kept apart from others, as JSON; null where they share the host process. */
  isolation: text2("isolation"),
  /** Why it cannot run now; null where it can. */
  problem: text2("problem"),
  updatedAt: integer2("updated_at").notNull(),
});

// db/schema/artifacts.ts
import {
  blob,
  integer as integer3,
  primaryKey as primaryKey2,
  sqliteTable as sqliteTable3,
  text as text3,
} from "drizzle-orm/sqlite-core";
var artifacts = sqliteTable3(
  "artifacts",
  {
    runKey: integer3("run_key").notNull(),
    /** Where it lies in the run's directory, parts joined by "/". */
    path: text3("path").notNull(),
    contentType: text3("content_type").notNull(),
    bytes: integer3("bytes").notNull(),
    writtenAt: integer3("written_at").notNull(),
    body: blob("body", { mode: "buffer" }).notNull(),
  },
  (table) => [primaryKey2({ columns: [table.runKey, table.path] })],
);

// db/schema/idempotency-keys.ts
import { index, integer as integer4, sqliteTable as sqliteTable4, text as text4 } from "drizzle-orm/sqlite-core";
var idempotencyKeys = sqliteTable4(
  "idempotency_keys",
  {
    key: text4("key").primaryKey(),
    bodyHash: text4("body_hash").notNull(),
    /** The id of what was created. */
    created: text4("created").notNull(),
    createdAt: integer4("created_at").notNull(),
  },
  (table) => [index("idempotency_keys_by_created").on(table.createdAt)],
);

// db/schema/payloads.ts
import { integer as integer5, sqliteTable as sqliteTable5, text as text5 } from "drizzle-orm/sqlite-core";
var payloads = sqliteTable5("payloads", {
  id: integer5("id").primaryKey(),
  body: text5("body").notNull(),
  /** 1: the body is a JSON array of text and hashes of shared texts in turn, which joined together are the value. */
  shared: integer5("shared").notNull().default(0),
});

// db/schema/run-counts.ts
import {
  integer as integer6,
  primaryKey as primaryKey3,
  sqliteTable as sqliteTable6,
  text as text6,
} from "drizzle-orm/sqlite-core";
var runCounts = sqliteTable6(
  "run_counts",
  {
    agentId: text6("agent_id").notNull(),
    status: text6("status").notNull(),
    runs: integer6("runs").notNull(),
  },
  (table) => [primaryKey3({ columns: [table.agentId, table.status] })],
);

// db/schema/runs.ts
import { sql } from "drizzle-orm";
import {
  index as index2,
  integer as integer7,
  sqliteTable as sqliteTable7,
  text as text7,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
var runs = sqliteTable7(
  "runs",
  {
    key: integer7("key").primaryKey(),
    id: text7("id").notNull(),
    agentId: text7("agent_id").notNull(),
    agentRevision: text7("agent_revision").notNull(),
    name: text7("name"),
    status: text7("status").notNull(),
    createdAt: integer7("created_at").notNull(),
    startedAt: integer7("started_at"),
    endedAt: integer7("ended_at"),
    error: text7("error"),
    resultType: text7("result_type"),
    inputRef: integer7("input_ref"),
    resultRef: integer7("result_ref"),
    messageId: text7("message_id"),
    roomId: text7("room_id"),
    entityId: text7("entity_id"),
    parentRunId: text7("parent_run_id"),
    /** The step of the parent run that started this one and waits for its end. */
    parentStep: integer7("parent_step"),
    rerunOf: text7("rerun_of"),
    rerunFromPath: text7("rerun_from_path"),
    datasetRunId: text7("dataset_run_id"),
    itemId: text7("item_id"),
    trial: integer7("trial"),
    attempt: integer7("attempt").notNull().default(1),
    timeoutMs: integer7("timeout_ms"),
    /** Time in which it worked so far: waiting and downtime do not count against its timeout. */
    workedMs: integer7("worked_ms").notNull().default(0),
    /** How often a host was handed it: words of an older take are fenced off. */
    take: integer7("take").notNull().default(0),
    /** 1 while a host has it in hand: found so with no host, a crash cut it off. 2: an orderly stop did. */
    held: integer7("held").notNull().default(0),
    /** While it waits: when the first of its inputs expires. */
    wakeAt: integer7("wake_at"),
    recoveries: integer7("recoveries").notNull().default(0),
    /** The run's own event counter: the highest begunSeq or endedSeq given so far. */
    lastSeq: integer7("last_seq").notNull().default(0),
    steps: integer7("steps").notNull().default(0),
    actions: integer7("actions").notNull().default(0),
    modelCalls: integer7("model_calls").notNull().default(0),
    tools: integer7("tools").notNull().default(0),
    evaluators: integer7("evaluators").notNull().default(0),
    errors: integer7("errors").notNull().default(0),
    inputTokens: integer7("input_tokens"),
    outputTokens: integer7("output_tokens"),
    costMicroUsd: integer7("cost_micro_usd"),
    /** Inputs of steps by path, as given to this run, as JSON. */
    staticInputs: text7("static_inputs").notNull().default("{}"),
    /** Where only one flow of the agent is to run: its path below the root. */
    flow: text7("flow"),
    /** Model profiles that take the place of others in this run, by name, as JSON. */
    profiles: text7("profiles").notNull().default("{}"),
    tags: text7("tags").notNull().default("[]"),
    metadata: text7("metadata").notNull().default("{}"),
  },
  (table) => [
    uniqueIndex("runs_by_id").on(table.id),
    index2("runs_by_created").on(table.createdAt, table.key),
    index2("runs_by_agent").on(table.agentId, table.createdAt, table.key),
    index2("runs_by_status").on(table.status, table.createdAt, table.key),
    uniqueIndex("runs_by_parent")
      .on(table.parentRunId, table.parentStep)
      .where(sql`parent_run_id IS NOT NULL`),
    index2("runs_by_source").on(table.rerunOf, table.createdAt, table.key),
    index2("runs_by_agent_status").on(table.agentId, table.status, table.createdAt, table.key),
  ],
);

// db/schema/shared-texts.ts
import { integer as integer8, sqliteTable as sqliteTable8, text as text8 } from "drizzle-orm/sqlite-core";
var sharedTexts = sqliteTable8("shared_texts", {
  hash: text8("hash").primaryKey(),
  body: text8("body").notNull(),
  /** How many times payloads name it; at none it goes. */
  uses: integer8("uses").notNull(),
});

// db/schema/steps.ts
import {
  index as index3,
  integer as integer9,
  primaryKey as primaryKey4,
  sqliteTable as sqliteTable9,
  text as text9,
} from "drizzle-orm/sqlite-core";
var steps = sqliteTable9(
  "steps",
  {
    runKey: integer9("run_key").notNull(),
    n: integer9("n").notNull(),
    parent: integer9("parent"),
    ordinal: integer9("ordinal").notNull(),
    kind: text9("kind").notNull(),
    path: text9("path").notNull(),
    status: text9("status").notNull(),
    attempt: integer9("attempt").notNull(),
    startedAt: integer9("started_at").notNull(),
    endedAt: integer9("ended_at"),
    begunSeq: integer9("begun_seq").notNull(),
    endedSeq: integer9("ended_seq"),
    /** Hash of the declared input: by this a step finds its record again when its run is taken up anew. */
    fingerprint: text9("fingerprint"),
    preview: text9("preview"),
    error: text9("error"),
    usage: text9("usage"),
    attributes: text9("attributes"),
    inputRef: integer9("input_ref"),
    outputRef: integer9("output_ref"),
  },
  (table) => [
    primaryKey4({ columns: [table.runKey, table.n] }),
    index3("steps_by_parent").on(table.runKey, table.parent, table.ordinal),
    index3("steps_by_begin").on(table.runKey, table.begunSeq),
    index3("steps_by_end").on(table.runKey, table.endedSeq),
  ],
);

// server/runs/payload-store.ts
var wholeValue = Number.MAX_SAFE_INTEGER;
var largePayload = 2e5;
function insertPayloads(rows) {
  const small = rows.filter((row) => row.body.length <= largePayload);
  const statements = rows
    .filter((row) => row.body.length > largePayload)
    .map((row) => ({ sql: "INSERT INTO payloads (id, body, shared) VALUES (?, ?, ?)", args: [row.id, row.body, row.shared] }));
  if (small.length > 0)
    statements.push({
      sql: "INSERT INTO payloads (id, body, shared) SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)",
      args: [JSON.stringify(small.map((row) => [row.id, row.body, row.shared]))],
    });
  return statements;
}
function keepSharedTexts(texts) {
  if (texts.length === 0) return [];
  const uses = /* @__PURE__ */ new Map();
  for (const { hash, body } of texts) uses.set(hash, { body, uses: (uses.get(hash)?.uses ?? 0) + 1 });
  return [
    {
      sql: `INSERT INTO shared_texts (hash, body, uses) SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?) WHERE true
ON CONFLICT (hash) DO UPDATE SET uses = uses + excluded.uses`,
      args: [JSON.stringify([...uses].map(([hash, text11]) => [hash, text11.body, text11.uses]))],
    },
  ];
}
async function readPayload(db, id) {
  return id === null ? void 0 : ((await readPayloads(db, [id], wholeValue)).get(id)?.body ?? void 0);
}
var named = sql2`(SELECT value FROM json_each(${sql2.placeholder("ids")}))`;
var bytes = sql2`octet_length(${payloads.body})`;
var shownBody = sql2`iif(${bytes} <= ${sql2.placeholder("most")} OR ${payloads.shared} = 1, ${payloads.body}, NULL)`;
var byNumber = (read) =>
  read
    .select({ id: payloads.id, bytes, body: shownBody, shared: payloads.shared })
    .from(payloads)
    .where(sql2`${payloads.id} IN ${named}`)
    .prepare();
async function readPayloads(db, ids, mostBytes3) {
  if (ids.length === 0) return /* @__PURE__ */ new Map();
  const rows = await db.prepared(byNumber).all({ ids: JSON.stringify(ids), most: mostBytes3 });
  const joined = await joinShared(
    db,
    rows.filter((row) => row.shared === 1),
    mostBytes3,
  );
  return new Map(rows.map((row) => [row.id, joined.get(row.id) ?? { id: row.id, bytes: row.bytes, body: row.body }]));
}
async function joinShared(db, rows, mostBytes3) {
  if (rows.length === 0) return /* @__PURE__ */ new Map();
  const parts = new Map(rows.map(({ id, body }) => [id, JSON.parse(body ?? "[]")]));
  const hashes = new Set([...parts.values()].flatMap((list) => list.filter((_, at) => at % 2 === 1)));
  const texts = await db.read
    .select({ hash: sharedTexts.hash, body: sharedTexts.body })
    .from(sharedTexts)
    .where(sql2`${sharedTexts.hash} IN (SELECT value FROM json_each(${JSON.stringify([...hashes])}))`);
  const textOf2 = new Map(texts.map(({ hash, body }) => [hash, body]));
  return new Map(
    [...parts].map(([id, list]) => {
      const body = list.map((part2, at) => (at % 2 === 1 ? requireText(textOf2, part2) : part2)).join("");
      const bytes3 = Buffer.byteLength(body);
      return [id, { id, bytes: bytes3, body: bytes3 <= mostBytes3 ? body : null }];
    }),
  );
}
function requireText(texts, hash) {
  const text11 = texts.get(hash);
  if (text11 === void 0) throw new Error(`the shared text ${hash} is missing from the database`);
  return text11;
}

// server/runs/read-value.ts
var mostValueBytes = 64 * 1024;
async function readValues(ctx, refs) {
  const hrefs = new Map(refs.flatMap(({ ref, href }) => (ref === null ? [] : [[ref, href]])));
  const stored = await readPayloads(ctx.db, [...hrefs.keys()], mostValueBytes);
  return new Map([...stored].map(([id, payload]) => [id, valueOf(payload, hrefs.get(id) ?? "")]));
}
function valueOf({ body, bytes: bytes3 }, href) {
  if (body !== null) {
    const value = JSON.parse(body);
    if (bytes3 < 2 * mostDepth || !isDeeperThan(value, mostDepth)) return value;
  }
  return { truncated: true, bytes: bytes3, href };
}
var stepHref = (agentId2, runId2, stepId2, part2) => `/api/agents/${agentId2}/runs/${runId2}/steps/${stepId2}/${part2}`;

// server/runs/store.ts
import { and, desc, eq, getTableColumns, gte, inArray, isNotNull, lt, notInArray, sql as sql3 } from "drizzle-orm";

// db/statement.ts
function toStatement(query) {
  const { sql: sql7, params } = query.toSQL();
  return { sql: sql7, args: params };
}

// server/runs/store.ts
var columns = Object.entries(getTableColumns(runs));
var insertRunsSql = `INSERT INTO runs (${columns.map(([, { name }]) => name).join(", ")})
SELECT ${columns.map((_, at) => `value ->> ${at}`).join(", ")} FROM json_each(?)`;
function insertRuns(rows) {
  const values = rows.map((row) => columns.map(([field, { default: usual }]) => row[field] ?? usual ?? null));
  return { sql: insertRunsSql, args: [JSON.stringify(values)] };
}
var byId = (read) =>
  read
    .select()
    .from(runs)
    .where(eq(runs.id, sql3.placeholder("id")))
    .limit(1)
    .prepare();
var byKey = (read) =>
  read
    .select()
    .from(runs)
    .where(eq(runs.key, sql3.placeholder("key")))
    .limit(1)
    .prepare();
async function readRun(db, id) {
  return (await db.prepared(byId).all({ id }))[0];
}
async function readRunByKey(db, key) {
  return (await db.prepared(byKey).all({ key }))[0];
}
var pending = (read) =>
  read
    .select({ key: runs.key })
    .from(runs)
    .where(eq(runs.status, "pending"))
    .orderBy(runs.createdAt, runs.key)
    .limit(sql3.placeholder("limit"))
    .prepare();
async function readPendingKeys(db, limit, { of, but }) {
  if (!of && !but?.length) return (await db.prepared(pending).all({ limit })).map((row) => row.key);
  const rows = await db.read
    .select({ key: runs.key })
    .from(runs)
    .where(
      and(
        eq(runs.status, "pending"),
        of ? inArray(runs.agentId, of) : void 0,
        but?.length ? notInArray(runs.agentId, but) : void 0,
      ),
    )
    .orderBy(runs.createdAt, runs.key)
    .limit(limit);
  return rows.map((row) => row.key);
}
async function readIsolated(db, keys) {
  if (keys.length === 0) return /* @__PURE__ */ new Map();
  const rows = await db.read
    .select({ key: runs.key, runId: runs.id, isolation: agents.isolation })
    .from(runs)
    .innerJoin(agents, eq(agents.id, runs.agentId))
    .where(and(isNotNull(agents.isolation), sql3`${runs.key} IN (SELECT value FROM json_each(${JSON.stringify(keys)}))`));
  return new Map(
    rows.flatMap(({ key, runId: runId2, isolation }) =>
      isolation === null ? [] : [[key, { runId: runId2, isolation: JSON.parse(isolation) }]],
    ),
  );
}
async function readCutOffKeys(db) {
  const rows = await db.read
    .select({ key: runs.key })
    .from(runs)
    .where(eq(runs.status, "running"))
    .orderBy(runs.createdAt, runs.key);
  return rows.map((row) => row.key);
}
async function readChild(db, parentRunId, parentStep) {
  const [row] = await db.read
    .select()
    .from(runs)
    .where(and(eq(runs.parentRunId, parentRunId), eq(runs.parentStep, parentStep)))
    .limit(1);
  return row;
}
var live = ["pending", "running", "waiting"];
async function readLiveChildren(db, parentRunId) {
  const rows = await db.read
    .select({ key: runs.key })
    .from(runs)
    .where(and(eq(runs.parentRunId, parentRunId), inArray(runs.status, live)));
  return rows.map((row) => row.key);
}
async function readOrphans(db) {
  const rows = await db.read.all(sql3`SELECT child.key FROM runs AS child JOIN runs AS parent
    ON parent.id = child.parent_run_id WHERE child.status IN ('pending', 'running', 'waiting')
    AND parent.status NOT IN ('pending', 'running', 'waiting')`);
  return rows.map((row) => row.key);
}
var leftBehind = sql3`SELECT DISTINCT parent.key FROM runs AS parent JOIN runs AS child
  ON child.parent_run_id = parent.id AND child.status <> 'waiting' JOIN steps ON steps.run_key = parent.key
  AND steps.n = child.parent_step AND steps.ended_seq IS NULL WHERE parent.status = 'waiting'`;
async function readAllLeftBehind(db) {
  return (await db.read.all(leftBehind)).map((row) => row.key);
}
async function readLeftBehind(db, key) {
  return (await db.read.all(sql3`${leftBehind} AND parent.key = ${key}`)).map((row) => row.key);
}
function conditions(filter) {
  const all = [];
  if (filter.agentId) all.push(inArray(runs.agentId, filter.agentId));
  if (filter.status) all.push(inArray(runs.status, filter.status));
  if (filter.from !== void 0) all.push(gte(runs.createdAt, filter.from));
  if (filter.to !== void 0) all.push(lt(runs.createdAt, filter.to));
  return all;
}
async function listRuns(db, filter, after, limit) {
  const page = after ? sql3`(${runs.createdAt}, ${runs.key}) < (${after.createdAt}, ${after.key})` : void 0;
  const ranges = (filter.agentId ?? [void 0]).flatMap((agent) =>
    (filter.status ?? [void 0]).map((status) => ({ agent, status })),
  );
  const parts = await Promise.all(
    ranges.map(({ agent, status }) => {
      const { agentId: _a, status: _s, ...rest } = filter;
      const one = { ...rest, ...(agent ? { agentId: [agent] } : {}), ...(status ? { status: [status] } : {}) };
      return db.read
        .select()
        .from(runs)
        .where(and(...conditions(one), page))
        .orderBy(desc(runs.createdAt), desc(runs.key))
        .limit(limit);
    }),
  );
  if (parts.length === 1) return parts[0] ?? [];
  return parts
    .flat()
    .toSorted((a, b) => b.createdAt - a.createdAt || b.key - a.key)
    .slice(0, limit);
}
function takeRun(key, take, startedAt, recoveries) {
  return {
    sql: "UPDATE runs SET status = 'running', held = 1, wake_at = NULL, take = ?, started_at = coalesce(started_at, ?), recoveries = ? WHERE key = ? AND status IN ('pending', 'running')",
    args: [take, startedAt, recoveries, key],
  };
}
function putDownRun(key, wakeAt) {
  return { sql: "UPDATE runs SET status = 'waiting', held = 0, wake_at = ? WHERE key = ?", args: [wakeAt, key] };
}
function markStopped() {
  return { sql: "UPDATE runs SET held = 2 WHERE status = 'running' AND held = 1", args: [] };
}
function resumeRun(key) {
  return {
    sql: "UPDATE runs SET status = 'running', held = 0, wake_at = NULL WHERE key = ? AND status IN ('waiting', 'running')",
    args: [key],
  };
}
async function readWakeTimes(db) {
  const rows = await db.read.select({ key: runs.key, wakeAt: runs.wakeAt }).from(runs).where(eq(runs.status, "waiting"));
  return rows.flatMap(({ key, wakeAt }) => (wakeAt === null ? [] : [{ key, wakeAt }]));
}
function updateProgress(rows) {
  const values = rows.map(({ key, lastSeq, workedMs, counts, usage }) => [
    key,
    lastSeq,
    counts.steps,
    counts.actions,
    counts.modelCalls,
    counts.tools,
    counts.evaluators,
    counts.errors,
    usage?.inputTokens ?? null,
    usage?.outputTokens ?? null,
    usage?.costMicroUsd ?? null,
    workedMs,
  ]);
  return {
    sql: `UPDATE runs SET last_seq = p.value ->> 1, steps = p.value ->> 2, actions = p.value ->> 3, model_calls = p.value ->> 4,
tools = p.value ->> 5, evaluators = p.value ->> 6, errors = p.value ->> 7, input_tokens = p.value ->> 8, output_tokens = p.value ->> 9,
cost_micro_usd = p.value ->> 10, worked_ms = p.value ->> 11 FROM json_each(?) AS p WHERE runs.key = p.value ->> 0`,
    args: [JSON.stringify(values)],
  };
}
function endRun(row) {
  return {
    sql: `UPDATE runs SET status = ?, held = 0, wake_at = NULL, ended_at = ?, error = ?, result_type = ?, result_ref = ?
WHERE key = ? AND status IN ('pending', 'running', 'waiting')`,
    args: [row.status, row.endedAt, row.error, row.resultType, row.resultRef, row.key],
  };
}
var keptMs = 24 * 36e5;

// server/runs/require-run.ts
async function requireRun(ctx, id) {
  const row = await readRun(ctx.db, id);
  if (!row) throw new AppError("not-found", `There is no run ${id}.`);
  return row;
}

// server/runs/run-totals.ts
function countsOf(row) {
  const { steps: steps2, actions, modelCalls, tools, evaluators, errors } = row;
  return { steps: steps2, actions, modelCalls, tools, evaluators, errors };
}
function usageOf({ inputTokens, outputTokens, costMicroUsd }) {
  if (inputTokens === null && outputTokens === null) return void 0;
  const usage = { inputTokens: inputTokens ?? 0, outputTokens: outputTokens ?? 0 };
  if (costMicroUsd !== null) usage.costMicroUsd = costMicroUsd;
  return usage;
}

// server/runs/to-run-summary.ts
function toRunSummary(row, now) {
  const summary = {
    runId: row.id,
    agentId: row.agentId,
    agentRevision: row.agentRevision,
    status: row.status,
    createdAt: row.createdAt,
    attempt: row.attempt,
    recoveries: row.recoveries,
    counts: countsOf(row),
    tags: JSON.parse(row.tags),
    metadata: JSON.parse(row.metadata),
  };
  if (row.startedAt !== null) {
    summary.startedAt = row.startedAt;
    summary.durationMs = Math.max(0, (row.endedAt ?? now) - row.startedAt);
  }
  if (row.endedAt !== null) summary.endedAt = row.endedAt;
  if (row.error !== null) summary.error = JSON.parse(row.error);
  const usage = usageOf(row);
  if (usage) summary.usage = usage;
  if (row.rerunOf !== null)
    summary.rerunOf = row.rerunFromPath === null ? { runId: row.rerunOf } : { runId: row.rerunOf, fromPath: row.rerunFromPath };
  for (const field of ["name", "messageId", "roomId", "entityId", "parentRunId", "flow", "datasetRunId", "itemId"]) {
    const value = row[field];
    if (value !== null) summary[field] = value;
  }
  if (row.trial !== null) summary.trial = row.trial;
  return summary;
}

// server/runs/get-run.ts
async function detailOf(ctx, row) {
  const summary = toRunSummary(row, Date.now());
  const values = await readValues(ctx, [
    { ref: row.inputRef, href: stepHref(row.agentId, row.id, "1", "input") },
    { ref: row.resultRef, href: stepHref(row.agentId, row.id, "1", "output") },
  ]);
  const input = row.inputRef === null ? void 0 : values.get(row.inputRef);
  if (input !== void 0) summary.input = input;
  const result = row.resultRef === null ? void 0 : values.get(row.resultRef);
  if (result !== void 0) summary.result = toResult(row.resultType, result);
  return summary;
}
function toResult(type, value) {
  if (type !== "document" || value === null || typeof value !== "object" || Array.isArray(value))
    return { type: "json", data: value };
  const { text: text11, sources } = value;
  if (text11 === void 0) return { type: "document", data: value };
  return {
    type: "document",
    data: text11,
    ...(Array.isArray(sources) ? { sources } : {}),
  };
}

// server/runs/step-store.ts
import { and as and2, eq as eq2, gt, inArray as inArray2, isNull, sql as sql4 } from "drizzle-orm";
var insertStepsSql = `INSERT INTO steps (run_key, n, parent, ordinal, kind, path, status, attempt, started_at, ended_at, begun_seq,
  ended_seq, fingerprint, preview, error, usage, attributes, input_ref, output_ref)
SELECT ${Array.from({ length: 19 }, (_, at) => `value ->> ${at}`).join(", ")} FROM json_each(?)`;
var endStepsSql = `UPDATE steps SET status = e.value ->> 2, ended_at = e.value ->> 3, ended_seq = e.value ->> 4,
  preview = e.value ->> 5, error = e.value ->> 6, usage = e.value ->> 7, output_ref = e.value ->> 8
FROM json_each(?) AS e WHERE steps.run_key = e.value ->> 0 AND steps.n = e.value ->> 1 AND steps.ended_seq IS NULL`;
function insertSteps(rows) {
  const values = rows.map((row) => [
    row.runKey,
    row.n,
    row.parent,
    row.ordinal,
    row.kind,
    row.path,
    row.status,
    row.attempt,
    row.startedAt,
    row.endedAt,
    row.begunSeq,
    row.endedSeq,
    row.fingerprint,
    row.preview,
    row.error,
    row.usage,
    row.attributes,
    row.inputRef,
    row.outputRef,
  ]);
  return { sql: insertStepsSql, args: [JSON.stringify(values)] };
}
function endSteps(rows) {
  const values = rows.map((row) => [
    row.runKey,
    row.n,
    row.status,
    row.endedAt,
    row.endedSeq,
    row.preview,
    row.error,
    row.usage,
    row.outputRef,
  ]);
  return { sql: endStepsSql, args: [JSON.stringify(values)] };
}
function beginStepAgain(row) {
  return {
    sql: "UPDATE steps SET status = ?, attempt = ?, started_at = ?, input_ref = coalesce(?, input_ref) WHERE run_key = ? AND n = ? AND ended_seq IS NULL",
    args: [row.status, row.attempt, row.startedAt, row.inputRef, row.runKey, row.n],
  };
}
function markSteps(runKey, numbers, name, value) {
  return {
    sql: `UPDATE steps SET attributes = json_set(coalesce(attributes, '{}'), ?, json(?))
WHERE run_key = ? AND n IN (SELECT value FROM json_each(?))`,
    args: [`$.${name}`, JSON.stringify(value), runKey, JSON.stringify(numbers)],
  };
}
var ofRun = eq2(steps.runKey, sql4.placeholder("runKey"));
var byNumbers = (read) =>
  read
    .select()
    .from(steps)
    .where(and2(ofRun, sql4`${steps.n} IN (SELECT value FROM json_each(${sql4.placeholder("numbers")}))`))
    .prepare();
async function readSteps(db, runKey, numbers) {
  return db.prepared(byNumbers).all({ runKey, numbers: JSON.stringify(numbers) });
}
async function readStepsByPath(db, runKey, path) {
  return db.read
    .select()
    .from(steps)
    .where(and2(eq2(steps.runKey, runKey), eq2(steps.path, path)));
}
var openOnes = (read) =>
  read
    .select()
    .from(steps)
    .where(and2(ofRun, isNull(steps.endedSeq)))
    .prepare();
async function readOpenSteps(db, runKey) {
  return db.prepared(openOnes).all({ runKey });
}
async function readOpenInputs(db, runKey) {
  const open2 = await db.read
    .select()
    .from(steps)
    .where(and2(eq2(steps.runKey, runKey), isNull(steps.endedSeq), eq2(steps.kind, "input")));
  return open2.toSorted((a, b) => a.begunSeq - b.begunSeq);
}
var stepsAtOnce = 500;
async function* readAllSteps(db, runKey) {
  for (let last = 0; ;) {
    const rows = await db.read
      .select()
      .from(steps)
      .where(and2(eq2(steps.runKey, runKey), gt(steps.n, last)))
      .orderBy(steps.n)
      .limit(stepsAtOnce);
    yield rows;
    if (rows.length < stepsAtOnce) return;
    last = rows.at(-1)?.n ?? last;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
var begunAfter = and2(ofRun, gt(steps.begunSeq, sql4.placeholder("after")));
var stepsBegun = (read) =>
  read.select().from(steps).where(begunAfter).orderBy(steps.begunSeq).limit(sql4.placeholder("limit")).prepare();
var pathsBegun = (read) =>
  read
    .select({ path: steps.path, ordinal: steps.ordinal, begunSeq: steps.begunSeq })
    .from(steps)
    .where(begunAfter)
    .orderBy(steps.begunSeq)
    .limit(sql4.placeholder("limit"))
    .prepare();
async function readStepsBegunAfter(db, runKey, after, limit) {
  return db.prepared(stepsBegun).all({ runKey, after, limit });
}
async function readPathsBegunAfter(db, runKey, after, limit) {
  return db.prepared(pathsBegun).all({ runKey, after, limit });
}

// server/runs/answer-input.ts
var answerInputInput = z3.strictObject({ runId, path: z3.string().min(1).max(4e4), value: json });
async function answerInput({ ctx, input }) {
  const run = await requireRun(ctx, input.runId);
  const open2 = (await readOpenInputs(ctx.db, run.key)).find((row) => row.path === input.path);
  const step = open2 ?? (await readStepsByPath(ctx.db, run.key, input.path)).find((row) => row.kind === "input");
  if (!step) throw new AppError("not-found", `The run has no input ${input.path}.`);
  const gone = new AppError(
    "conflict",
    `The run does not wait for ${input.path} any more: it was answered, has expired, or the run has ended.`,
  );
  if (step.endedSeq !== null) throw gone;
  const asked = await readPayload(ctx.db, step.inputRef);
  const { schema: schema2 } = JSON.parse(asked ?? "{}");
  const faults = checkAgainstSchema(schema2 ?? {}, input.value, "value");
  if (faults.length > 0)
    throw new AppError("does-not-fit", `The answer does not fit what is asked: ${faults[0]?.path} ${faults[0]?.message}.`, {
      faults,
    });
  if (!(await ctx.engine.answer(run.key, step.n, JSON.stringify(input.value)))) throw gone;
  return { run: await detailOf(ctx, await requireRun(ctx, input.runId)) };
}

// server/open-console.ts
import { join as join10 } from "node:path";

// db/database.ts
import { drizzle } from "drizzle-orm/libsql";
import { mkdir as mkdir2 } from "node:fs/promises";
import { join as join3 } from "node:path";

// db/file-client.ts
import Database from "libsql";
var mostPrepared = 300;
var FileClient = class {
  #db;
  #prepared = /* @__PURE__ */ new Map();
  #closed = false;
  constructor(file, patienceMs2) {
    this.#db = new Database(file, { timeout: patienceMs2 });
  }
  get closed() {
    return this.#closed;
  }
  async execute(statement) {
    return this.#run(typeof statement === "string" ? { sql: statement } : statement);
  }
  /** All of them or none, as one write transaction. */
  async batch(statements) {
    this.#run({ sql: "BEGIN IMMEDIATE" });
    try {
      const results = statements.map((statement) => this.#run(statement));
      this.#run({ sql: "COMMIT" });
      return results;
    } catch (cause) {
      if (this.#db.inTransaction) this.#run({ sql: "ROLLBACK" });
      throw cause;
    }
  }
  close() {
    if (this.#closed) return;
    this.#closed = true;
    this.#prepared.clear();
    this.#db.close();
  }
  #run({ sql: sql7, args = [] }) {
    if (this.#closed) throw new Error("The database is closed.");
    const { statement, columns: columns2, toRow } = this.#prepare(sql7);
    if (columns2 === void 0) return { columns: [], rows: [], rowsAffected: statement.run(args).changes };
    return { columns: columns2, rows: statement.all(args).map(toRow), rowsAffected: 0 };
  }
  #prepare(sql7) {
    const known = this.#prepared.get(sql7);
    if (known) {
      this.#prepared.delete(sql7);
      this.#prepared.set(sql7, known);
      return known;
    }
    const statement = this.#db.prepare(sql7);
    const columns2 = statement.reader ? statement.columns().map(({ name }) => name) : void 0;
    if (columns2) statement.raw(true);
    const prepared = { statement, columns: columns2, toRow: columns2 ? rowMaker(columns2) : noRow };
    this.#prepared.set(sql7, prepared);
    const [oldest] = this.#prepared.keys();
    if (this.#prepared.size > mostPrepared && oldest !== void 0) this.#prepared.delete(oldest);
    return prepared;
  }
};
var noRow = () => {
  throw new Error("a statement without columns gave a row");
};
function rowMaker(columns2) {
  if (new Set(columns2).size < columns2.length) return withPositions(columns2);
  const prototype = Object.create(null, {
    length: { value: columns2.length },
    ...Object.fromEntries(
      columns2.map((name, at) => [
        at,
        {
          get() {
            return this[name];
          },
        },
      ]),
    ),
  });
  return (values) => {
    const row = Object.create(prototype);
    for (let at = 0; at < columns2.length; at++) row[columns2[at] ?? ""] = values[at];
    return row;
  };
}
function withPositions(columns2) {
  return (values) => {
    const row = {};
    Object.defineProperty(row, "length", { value: values.length });
    for (const [at, value] of values.entries()) {
      Object.defineProperty(row, at, { value });
      const name = columns2[at] ?? "";
      if (!Object.hasOwn(row, name)) Object.defineProperty(row, name, { value, enumerable: true });
    }
    return row;
  };
}

// db/connect.ts
var patienceMs = 100;
async function connect(file, access) {
  const client = new FileClient(file, patienceMs);
  try {
    if (access === "write") await client.execute("PRAGMA journal_mode = WAL");
    await client.execute("PRAGMA synchronous = FULL");
    await client.execute("PRAGMA cache_size = -32000");
    await client.execute("PRAGMA temp_store = MEMORY");
    if (access === "read") await client.execute("PRAGMA query_only = 1");
  } catch (cause) {
    client.close();
    throw cause;
  }
  return client;
}

// db/lock.ts
import { createClient } from "@libsql/client";
import { rmSync } from "node:fs";
import { join } from "node:path";

// db/write-queue.ts
var mostStatements = 400;
var mostBytes = 4e6;
var busyPausesMs = [5, 20, 50, 100, ...Array.from({ length: 40 }, () => 200)];
var WriteQueue = class {
  #units = [];
  #scheduled = false;
  #flushing = Promise.resolve();
  #client;
  #connect;
  constructor(client, connect2) {
    this.#client = client;
    this.#connect = connect2;
  }
  write(statements) {
    if (statements.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      this.#units.push({ statements, bytes: sizeOf(statements), resolve, reject });
      this.#schedule();
    });
  }
  /** Resolves when all that was given so far is durable or refused. */
  async drain() {
    while (this.#units.length > 0 || this.#scheduled) {
      await new Promise((resolve) => setImmediate(resolve));
      await this.#flushing;
    }
  }
  close() {
    this.#client.close();
  }
  #schedule() {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#flushing = this.#flush();
    });
  }
  async #flush() {
    const units = this.#takeUnits();
    try {
      await this.#commit(units);
    } finally {
      this.#scheduled = false;
      if (this.#units.length > 0) this.#schedule();
    }
  }
  #takeUnits() {
    let statements = 0;
    let bytes3 = 0;
    let count = 0;
    for (const unit of this.#units) {
      statements += unit.statements.length;
      bytes3 += unit.bytes;
      if (count > 0 && (statements > mostStatements || bytes3 > mostBytes)) break;
      count++;
    }
    return this.#units.splice(0, count);
  }
  async #commit(units) {
    try {
      const results = await this.#batch(units.flatMap((unit) => unit.statements));
      let from = 0;
      for (const unit of units) {
        unit.resolve(results.slice(from, from + unit.statements.length));
        from += unit.statements.length;
      }
    } catch (cause) {
      const [only, ...others] = units;
      if (only && others.length === 0) only.reject(cause);
      else for (const unit of units) await this.#commit([unit]);
    }
  }
  /**
   * After SQLITE_BUSY a connection may go on answering "ok" to writes that are never committed
   * (libsql-client-ts#352): never trust it again, open another and repeat the whole batch.
   */
  async #batch(statements) {
    for (const pause of busyPausesMs) {
      try {
        if (this.#client.closed) this.#client = await this.#connect();
        return await this.#client.batch(statements);
      } catch (cause) {
        if (!isBusy(cause)) throw cause;
        this.#client.close();
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
    if (this.#client.closed) this.#client = await this.#connect();
    return this.#client.batch(statements);
  }
};
function isBusy(cause) {
  return /^SQLITE_(BUSY|LOCKED)/.test(String(cause?.code));
}
function sizeOf(statements) {
  let bytes3 = 0;
  for (const { args } of statements)
    for (const arg of args)
      if (typeof arg === "string") bytes3 += arg.length;
      else if (arg instanceof Uint8Array) bytes3 += arg.byteLength;
  return bytes3;
}

// db/lock.ts
var DataDirInUse = class extends StartupError {};
var consoleFile = (dataDir) => join(dataDir, "console.json");
async function lockDataDir(dataDir) {
  const client = createClient({ url: `file:${join(dataDir, "lock.db")}`, concurrency: 1 });
  try {
    const held = await client.transaction("write");
    rmSync(consoleFile(dataDir), { force: true });
    return {
      release: () => {
        held.close();
        client.close();
      },
    };
  } catch (cause) {
    client.close();
    if (!isBusy(cause)) throw cause;
    throw new DataDirInUse(
      `Another Trackside console is using ${dataDir}. Use that one, stop it first, or set TRACKSIDE_DATA_DIR to another folder.`,
      { cause },
    );
  }
}

// db/migrate.ts
import { mkdir, readFile } from "node:fs/promises";
import { join as join2 } from "node:path";
import { z as z4 } from "zod";
var journal = z4.object({ entries: z4.array(z4.object({ idx: z4.number(), tag: z4.string() })) });
async function migrate(client, migrationsDir, backupsDir, now) {
  const { done, newer, missing } = await migrationsOf(client, migrationsDir);
  if (newer.length > 0)
    throw new StartupError(
      `The database was written by a newer Trackside (it has ${newer.join(", ")}, unknown here). Update Trackside, or set TRACKSIDE_DATA_DIR to another folder. Nothing was changed.`,
    );
  if (missing.length === 0) return { applied: [], backup: void 0 };
  const backup = done.length > 0 ? await backUp(client, backupsDir, missing[0] ?? "", now) : void 0;
  const statements = [
    {
      sql: "CREATE TABLE IF NOT EXISTS `__migrations` (`tag` text PRIMARY KEY NOT NULL, `applied_at` integer NOT NULL)",
      args: [],
    },
  ];
  for (const tag of missing) {
    const sql7 = await readFile(join2(migrationsDir, `${tag}.sql`), "utf8");
    for (const part2 of sql7.split("--> statement-breakpoint")) if (part2.trim()) statements.push({ sql: part2, args: [] });
    statements.push({ sql: "INSERT INTO `__migrations` VALUES (?, ?)", args: [tag, now] });
  }
  try {
    await client.batch(statements);
  } catch (cause) {
    const copy = backup === void 0 ? "" : ` A copy made before is at ${backup}.`;
    throw new StartupError(
      `The database could not be brought to this version (${missing.join(", ")}): ${messageOf2(cause)}. It is as it was.${copy}`,
      { cause },
    );
  }
  return { applied: missing, backup };
}
async function migrationsOf(client, migrationsDir) {
  const { entries } = journal.parse(JSON.parse(await readFile(join2(migrationsDir, "meta/_journal.json"), "utf8")));
  const known = entries.map((entry) => entry.tag);
  const done = await appliedTags(client);
  return { done, newer: done.filter((tag) => !known.includes(tag)), missing: known.filter((tag) => !done.includes(tag)) };
}
async function appliedTags(client) {
  const table = await client.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '__migrations'");
  if (table.rows.length === 0) return [];
  const { rows } = await client.execute("SELECT tag FROM `__migrations` ORDER BY rowid");
  return rows.map((row) => z4.string().parse(row["tag"]));
}
async function backUp(client, backupsDir, before, now) {
  await mkdir(backupsDir, { recursive: true });
  const stamp = new Date(now).toISOString().replace(/[-:.]/g, "");
  const file = join2(backupsDir, `before-${before}-${stamp}.db`);
  await client.execute({ sql: "VACUUM INTO ?", args: [file] });
  return file;
}

// db/database.ts
async function openDatabase(dataDir, migrationsDir) {
  const file = join3(dataDir, "trackside.db");
  try {
    await mkdir2(dataDir, { recursive: true });
    const lock = await lockDataDir(dataDir);
    try {
      return await openLocked(dataDir, file, migrationsDir, lock.release);
    } catch (cause) {
      lock.release();
      throw cause;
    }
  } catch (cause) {
    if (cause instanceof StartupError) throw cause;
    throw new StartupError(
      `The data directory ${dataDir} cannot be used: ${messageOf2(cause)}. Make it a folder this user can write to, or set TRACKSIDE_DATA_DIR to one.`,
      { cause },
    );
  }
}
async function openLocked(dataDir, file, migrationsDir, release) {
  const writer = await connect(file, "write");
  const migrated = await migrate(writer, migrationsDir, join3(dataDir, "backups"), Date.now());
  const highest = await writer.execute("SELECT (SELECT max(key) FROM runs) AS run, (SELECT max(id) FROM payloads) AS payload");
  let runKey = Number(highest.rows[0]?.["run"] ?? 0);
  let payloadId = Number(highest.rows[0]?.["payload"] ?? 0);
  const reader = await connect(file, "read");
  const queue = new WriteQueue(writer, () => connect(file, "write"));
  const read = drizzle(reader, { schema: schema_exports });
  const built = /* @__PURE__ */ new Map();
  const db = {
    read,
    prepared: (build) => {
      const known = built.get(build) ?? build(read);
      built.set(build, known);
      return known;
    },
    write: (statements) => queue.write(statements),
    nextRunKey: () => ++runKey,
    nextPayloadId: () => ++payloadId,
    drain: () => queue.drain(),
    close: async () => {
      await queue.drain();
      queue.close();
      reader.close();
      release();
    },
  };
  return { db, migrated, file };
}

// server/directories/directories.ts
import { readFile as readFile4, rm as rm4 } from "node:fs/promises";
import { join as join8 } from "node:path";

// server/artifacts/store.ts
import { and as and3, asc, eq as eq3, sql as sql5 } from "drizzle-orm";
function putArtifact(row) {
  return {
    sql: "INSERT OR REPLACE INTO artifacts (run_key, path, content_type, bytes, written_at, body) VALUES (?, ?, ?, ?, ?, ?)",
    args: [row.runKey, row.path, row.contentType, row.bytes, row.writtenAt, row.body],
  };
}
var ofRun2 = eq3(artifacts.runKey, sql5.placeholder("runKey"));
var { path: atPath, contentType, bytes: bytes2, writtenAt } = artifacts;
var heads = (read) =>
  read
    .select({ path: atPath, contentType, bytes: bytes2, writtenAt })
    .from(artifacts)
    .where(ofRun2)
    .orderBy(asc(atPath))
    .prepare();
var mark = (read) =>
  read
    .select({ mark: sql5`count(*) || '-' || coalesce(max(${writtenAt}), 0)` })
    .from(artifacts)
    .where(ofRun2)
    .prepare();
async function readArtifactHeads(db, runKey) {
  return db.prepared(heads).all({ runKey });
}
async function readArtifactPart(db, runKey, path, from, length) {
  const [row] = await db.read
    .select({ part: sql5`substr(${artifacts.body}, ${from + 1}, ${length})` })
    .from(artifacts)
    .where(and3(eq3(artifacts.runKey, runKey), eq3(artifacts.path, path)));
  return row ? new Uint8Array(row.part) : void 0;
}
async function readArtifactMark(db, runKey) {
  const [row] = await db.prepared(mark).all({ runKey });
  return row?.mark ?? "";
}

// server/artifacts/export-artifacts.ts
var partBytes = 1e6;
async function exportArtifacts(db, runKey) {
  const heads2 = await readArtifactHeads(db, runKey);
  return heads2.map((head) => ({ ...head, parts: () => partsOf(db, runKey, head) }));
}
async function* partsOf(db, runKey, { path, bytes: bytes3 }) {
  for (let from = 0; from < bytes3; from += partBytes) {
    const part2 = await readArtifactPart(db, runKey, path, from, partBytes);
    if (!part2) return;
    yield part2;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

// server/domain/run-status.ts
import { z as z5 } from "zod";
var runStatus = z5.enum(["pending", "running", "waiting", "completed", "error", "timeout", "cancelled"]);
var endings = ["completed", "error", "timeout", "cancelled"];
function hasEnded(status) {
  return endings.includes(status);
}
var synonyms = { started: "running", done: "completed" };
var runStatusFilter = z5
  .string()
  .max(20)
  .transform((word) => synonyms[word] ?? word)
  .pipe(runStatus);

// server/engine/run-turns.ts
var RunTurns = class {
  #last = /* @__PURE__ */ new Map();
  take(key, work) {
    const mine = (this.#last.get(key) ?? Promise.resolve()).then(work);
    const settled = mine
      .catch(() => {})
      .then(() => {
        if (this.#last.get(key) === settled) this.#last.delete(key);
      });
    this.#last.set(key, settled);
    return mine;
  }
};

// server/runs/export-run.ts
var stepsAtOnce2 = 50;
var pathsAtOnce = 500;
var smallValue = 64 * 1024;
async function* exportSteps(db, runKey) {
  for (let after = 0; ;) {
    const rows = await readStepsBegunAfter(db, runKey, after, stepsAtOnce2);
    const refs = rows.flatMap(({ inputRef, outputRef }) => [inputRef ?? [], outputRef ?? []].flat());
    const values = await readPayloads(db, refs, smallValue);
    const valueOf3 = async (ref) => {
      const value = ref === null ? void 0 : values.get(ref);
      if (!value || value.body !== null) return value?.body ?? void 0;
      return (await readPayloads(db, [value.id], wholeValue)).get(value.id)?.body ?? void 0;
    };
    for (const row of rows) {
      const [input, output] = [await valueOf3(row.inputRef), await valueOf3(row.outputRef)];
      yield { ...row, ...(input === void 0 ? {} : { input }), ...(output === void 0 ? {} : { output }) };
    }
    const last = rows.at(-1)?.begunSeq;
    if (last === void 0 || rows.length < stepsAtOnce2) return;
    after = last;
    await turn();
  }
}
async function* exportPaths(db, runKey) {
  for (let after = 0; ;) {
    const rows = await readPathsBegunAfter(db, runKey, after, pathsAtOnce);
    yield* rows;
    const last = rows.at(-1)?.begunSeq;
    if (last === void 0 || rows.length < pathsAtOnce) return;
    after = last;
    await turn();
  }
}
async function findLatelyEnded(db, limit) {
  const rows = await listRuns(db, { status: ["completed", "error", "timeout", "cancelled"] }, void 0, limit);
  return rows.filter((row) => row.datasetRunId === null);
}
async function findSources(db, runKey) {
  const sources = [];
  let run = await readRunByKey(db, runKey);
  while (run && run.rerunOf !== null && run.rerunFromPath !== null && sources.length < 50) {
    sources.push(run.rerunOf);
    run = await readRun(db, run.rerunOf);
  }
  return sources;
}
function turn() {
  return new Promise((resolve) => setImmediate(resolve));
}

// server/directories/outcome-repository.ts
import { readdir, rm, stat } from "node:fs/promises";
import { join as join4 } from "node:path";

// server/env.ts
import { z as z6 } from "zod";
var flagless = (value) => (value === "" ? void 0 : value);
var text10 = (max) => z6.preprocess(flagless, z6.string().max(max).optional());
var port = z6.preprocess(
  (value) => flagless(value) ?? "4700",
  z6
    .string()
    .regex(/^\d{1,5}$/, "must be a number from 0 to 65535")
    .transform(Number)
    .refine((number) => number <= 65535, "must be a number from 0 to 65535"),
);
var apiKey = z6
  .string()
  .min(8, "must have at least 8 characters")
  .max(500, "must have at most 500 characters")
  .regex(/^[\x21-\x7e]*$/, "must be of plain letters, digits and signs without spaces, since it travels in a header");
var allowedHosts = text10(1e4).transform((value, ctx) => {
  const hosts = (value ?? "").split(",").map((host) =>
    host
      .trim()
      .toLowerCase()
      .replace(/\.(?=:|$)/, ""),
  );
  const wrong = hosts.find((host) => !/^(?:[a-z0-9_.-]*|\[[0-9a-f:.]+\])(?::\d{1,5})?$/.test(host));
  if (wrong !== void 0)
    ctx.addIssue(`has "${wrong}", which is not a host name: write names, with or without a port, and commas between`);
  return hosts.filter(Boolean);
});
var schema = z6.object({
  PORT: port,
  // An IPv6 address is often written in brackets, as in an address bar.
  HOST: text10(255).transform((value) => value?.replace(/^\[(.*)\]$/, "$1") ?? "127.0.0.1"),
  TRACKSIDE_DATA_DIR: text10(4096).transform((value) => value ?? "./.trackside"),
  TRACKSIDE_PROJECT: text10(4096).transform((value) => value ?? "./examples"),
  TRACKSIDE_API_KEY: z6.preprocess(flagless, apiKey.optional()),
  TRACKSIDE_ALLOWED_HOSTS: allowedHosts,
  LOG_LEVEL: z6.preprocess(
    flagless,
    z6.enum(["debug", "info", "warn", "error", "silent"], "must be debug, info, warn, error or silent").default("info"),
  ),
});
function processEnv() {
  return process.env;
}

// server/directories/git-settings.ts
var gitSettings = [
  "-c",
  "user.name=Trackside",
  "-c",
  "user.email=trackside@localhost",
  "-c",
  "commit.gpgSign=false",
  "-c",
  "core.hooksPath=/dev/null",
  "-c",
  "core.autocrlf=false",
  "-c",
  "core.quotePath=false",
  "-c",
  "gc.auto=0",
  "-c",
  "init.defaultBranch=main",
];
function gitEnv() {
  const env = { ...processEnv() };
  for (const name of Object.keys(env)) if (name.startsWith("GIT_")) delete env[name];
  return Object.assign(env, { LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_CONFIG_NOSYSTEM: "1" });
}
var branchOf = (runId2) => `run/${runId2}`;
var startRefOf = (branch) => `refs/trackside/start/${branch}`;

// server/directories/run-git.ts
import { spawn } from "node:child_process";
var mostText = 1e7;
var mostComplaint = 2e3;
function runGit(args, { cwd, most = mostText, env = {}, mayFail = false }) {
  return new Promise((resolve, reject) => {
    const git = spawn("git", [...gitSettings, ...args], { cwd, env: { ...gitEnv(), ...env }, stdio: ["ignore", "pipe", "pipe"] });
    const chunks = [];
    let bytes3 = 0;
    let complaint = "";
    git.stdout.on("data", (chunk) => {
      bytes3 += chunk.length;
      if (bytes3 - chunk.length < most) chunks.push(chunk);
      if (bytes3 > most) git.kill();
    });
    git.stderr.on("data", (chunk) => (complaint = (complaint + chunk.toString()).slice(-mostComplaint)));
    git.on("error", (cause) =>
      reject(
        cause.code === "ENOENT"
          ? new AppError("conflict", "The outcome repository needs the git program, and it does not start here.", { cause })
          : cause,
      ),
    );
    git.on("close", (code) => {
      const truncated = bytes3 > most;
      const text11 = Buffer.concat(chunks).subarray(0, most).toString();
      if (code === 0 || truncated || mayFail) resolve({ code, text: text11, truncated });
      else reject(new Error(`git ${args[0]} failed: ${complaint.trim() || `it ended with code ${code}`}`));
    });
  });
}

// server/directories/outcome-repository.ts
var OutcomeRepository = class {
  #root;
  #settings;
  constructor(runsDir, settings) {
    this.#root = join4(runsDir, "outcome");
    this.#settings = settings;
  }
  get dir() {
    const { outcome } = this.#settings();
    return outcome && join4(this.#root, outcome.name);
  }
  /** `sources` are the runs whose steps it takes over: it goes on from what the nearest of them left. */
  placeOf(runId2, sources) {
    const { dir } = this;
    if (dir === void 0) return void 0;
    return { repository: dir, worktree: this.#worktreeOf(runId2), branch: branchOf(runId2), from: sources.map(branchOf) };
  }
  /** The runs that have a working tree: under way, or cut off before it was put away. */
  async openRuns() {
    return this.dir === void 0 ? [] : readdir(join4(this.#worktreeOf(""), ".")).catch(() => []);
  }
  hasWorktree(runId2) {
    if (this.dir === void 0) return Promise.resolve(false);
    return stat(this.#worktreeOf(runId2)).then(
      () => true,
      () => false,
    );
  }
  /** An ended run's changes become a commit on its branch; its working tree goes. */
  async finish({ id, status, agentId: agentId2 }) {
    const { dir } = this;
    if (dir === void 0 || !(await this.hasWorktree(id))) return;
    const cwd = this.#worktreeOf(id);
    if (await isWorktree(cwd)) {
      await runGit(["add", "--all"], { cwd });
      const { code } = await runGit(["diff", "--cached", "--quiet"], { cwd, mayFail: true });
      const message = `Run ${id}: ${status}

Agent: ${agentId2}
Run: ${id}
Status: ${status}
`;
      if (code === 1) await runGit(["commit", "--quiet", "--no-verify", `--message=${message}`], { cwd });
    }
    await this.#putAway(dir, id);
  }
  async remove(runId2) {
    const { dir } = this;
    if (dir === void 0 || !(await isWorktree(dir))) return;
    await this.#putAway(dir, runId2);
    await runGit(["update-ref", "-d", startRefOf(branchOf(runId2))], { cwd: dir, mayFail: true });
    await runGit(["update-ref", "-d", `refs/heads/${branchOf(runId2)}`], { cwd: dir, mayFail: true });
  }
  /** What a run has left there, as git knows it; of one under way as its files are now. Nothing where it left nothing. */
  async treeOf(runId2) {
    const { dir } = this;
    if (dir === void 0 || !(await isWorktree(dir))) return void 0;
    const cwd = this.#worktreeOf(runId2);
    if (!(await isWorktree(cwd))) return this.#resolve(dir, `refs/heads/${branchOf(runId2)}^{tree}`);
    const env = { GIT_INDEX_FILE: join4(this.#root, `.index-${runId2}`) };
    try {
      await runGit(["read-tree", "HEAD"], { cwd, env });
      await runGit(["add", "--all"], { cwd, env });
      return (await runGit(["write-tree"], { cwd, env })).text.trim();
    } finally {
      await rm(env.GIT_INDEX_FILE, { force: true });
    }
  }
  /** What the run began with. */
  async startOf(runId2) {
    const { dir } = this;
    if (dir === void 0) return void 0;
    const start = await this.#resolve(dir, `${startRefOf(branchOf(runId2))}^{tree}`);
    return start ?? this.#resolve(dir, "refs/heads/main^{tree}");
  }
  async #resolve(cwd, name) {
    const { code, text: text11 } = await runGit(["rev-parse", "--verify", "--quiet", name], { cwd, mayFail: true });
    return code === 0 ? text11.trim() : void 0;
  }
  async #putAway(dir, runId2) {
    await rm(this.#worktreeOf(runId2), { recursive: true, force: true });
    await runGit(["worktree", "prune"], { cwd: dir });
  }
  #worktreeOf(runId2) {
    return join4(this.#root, ".worktrees", this.#settings().outcome?.name ?? "", runId2);
  }
};
async function isWorktree(dir) {
  const there = await stat(join4(dir, ".git")).catch(() => void 0);
  if (!there) return false;
  return (await runGit(["rev-parse", "--is-inside-work-tree"], { cwd: dir, mayFail: true })).text.trim() === "true";
}

// server/directories/project-run.ts
import { rm as rm3 } from "node:fs/promises";
import { join as join6 } from "node:path";

// server/domain/step-kind.ts
import { z as z7 } from "zod";
var stepKind = z7.enum([
  "agent",
  "flow",
  "action",
  "model",
  "tool",
  "evaluator",
  "embedding",
  "planning",
  "reasoning",
  "retrieval",
  "input",
  "log",
  "custom",
]);
var notes = /* @__PURE__ */ new Set(["planning", "reasoning", "log"]);
function isNote(kind) {
  return notes.has(kind);
}
var stepStatus = z7.enum(["running", "waiting", "completed", "error", "timeout", "cancelled", "reused"]);
function hasFailed(status) {
  return status === "error" || status === "timeout";
}

// server/domain/step-place.ts
var ownNames = /* @__PURE__ */ new Set([
  ".trace",
  "static_inputs",
  "run_summary.json",
  "result.json",
  "outcome.json",
  "state.json",
  "component_result.json",
]);
var deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
var plain = /^[A-Za-z0-9_%#-]+$/;
var longestPart = 200;
var keptOfLongPart = 160;
var longestPlace = 2200;
function isOwnName(name) {
  return ownNames.has(name.toLowerCase());
}
function stepPlace(path, crowded) {
  let place = "";
  let at = -1;
  do {
    const from = at + 1;
    const dot = path.indexOf(".", from);
    at = dot < 0 ? path.length : dot;
    const part2 = toPart(path.slice(from, at), crowded.size > 0 && crowded.has(path.slice(0, at)));
    if (place.length + part2.length >= longestPlace) return `${place}/~${hashOf(path)}`;
    place = place === "" ? part2 : `${place}/${part2}`;
  } while (at < path.length);
  return place;
}
function toPart(segment, isCrowded) {
  const fits =
    !isCrowded && segment.length <= longestPart && plain.test(segment) && !isOwnName(segment) && !deviceName.test(segment);
  return fits ? segment : `${segment.replace(/[^A-Za-z0-9_%#-]/g, "_").slice(0, keptOfLongPart)}~${hashOf(segment)}`;
}
function crowdKey(path) {
  const from = path.lastIndexOf(".") + 1;
  return path.slice(0, from) + path.slice(from).toLowerCase();
}
function crowdedPaths(steps2) {
  const first = /* @__PURE__ */ new Map();
  const crowded = /* @__PURE__ */ new Set();
  for (const step of steps2) {
    const key = crowdKey(step.path);
    const other = first.get(key);
    if (!other) first.set(key, step);
    else if (other.path !== step.path) {
      const later = step.ordinal > other.ordinal ? step : other;
      if (later === other) first.set(key, step);
      crowded.add(later.path);
    }
  }
  return crowded;
}
function hashOf(text11) {
  let a = 3735928559;
  let b = 1103547991;
  for (let i = 0; i < text11.length; i++) {
    const char = text11.charCodeAt(i);
    a = Math.imul(a ^ char, 2654435761);
    b = Math.imul(b ^ char, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return toHex(b) + toHex(a);
}
function toHex(bits) {
  return (bits >>> 0).toString(16).padStart(8, "0");
}

// server/directories/file-tree.ts
import { lstat, mkdir as mkdir3, open, rename, rm as rm2, writeFile } from "node:fs/promises";
import { join as join5 } from "node:path";
var writingName = "~writing";
var mostHeld = 64 * 1024;
var mostRemembered = 2e4;
var FileTree = class {
  root;
  #dirs = /* @__PURE__ */ new Map();
  constructor(root) {
    this.root = root;
  }
  /** The real folder for a place below the root, made if it is not there. */
  async dir(place) {
    const known = this.#dirs.get(place);
    if (known !== void 0) return known;
    if (this.#dirs.size > mostRemembered) this.#dirs.clear();
    const slash = place.lastIndexOf("/");
    const made =
      place === ""
        ? await this.#makeRoot()
        : await makeDir(await this.dir(place.slice(0, Math.max(0, slash))), place.slice(slash + 1));
    this.#dirs.set(place, made);
    return made;
  }
  /** Never at once, however small: making a file costs what the disk wants, and the event loop has other things to do. */
  async put(place, name, content) {
    const file = join5(await this.dir(place), name);
    const pieces = joinSmall(content);
    try {
      await writeFile(file, pieces, { flag: "wx" });
    } catch (cause) {
      if (cause.code !== "EEXIST") throw cause;
      await this.#replace(file, (handle) => writeFile(handle, pieces));
    }
  }
  /** Opens a file to be written bit by bit; it is in its place when `done` has been called. */
  async write(place, name) {
    const aside = join5(await this.dir(place), `${writingName}-${name}`);
    await rm2(aside, { force: true });
    const handle = await open(aside, "wx");
    let held = "";
    const flush = async () => {
      await handle.writeFile(held);
      held = "";
    };
    return {
      add: async (text11) => {
        held += text11;
        if (held.length > mostHeld) await flush();
      },
      done: async () => {
        await flush();
        await handle.close();
        await rename(aside, await freeName(join5(await this.dir(place), name)));
      },
      leave: () => handle.close(),
    };
  }
  async #replace(file, write) {
    const aside = join5(await this.dir(".trace"), writingName);
    await rm2(aside, { force: true });
    const handle = await open(aside, "wx");
    try {
      await write(handle);
    } finally {
      await handle.close();
    }
    await rename(aside, await freeName(file));
  }
  async #makeRoot() {
    await mkdir3(this.root, { recursive: true });
    return this.root;
  }
};
function joinSmall(content) {
  if (!(Symbol.iterator in content)) return content;
  const pieces = [...content];
  return pieces.reduce((sum, piece) => sum + piece.length, 0) <= mostHeld ? pieces.join("") : pieces;
}
async function makeDir(parent, name) {
  const dir = join5(parent, name);
  try {
    await mkdir3(dir);
    return dir;
  } catch (cause) {
    if (cause.code !== "EEXIST") throw cause;
    return (await lstat(dir)).isDirectory() ? dir : makeDir(parent, `${name}~`);
  }
}
async function freeName(file) {
  const there = await lstat(file).catch(() => void 0);
  return there?.isDirectory() ? freeName(`${file}~`) : file;
}

// server/domain/host-protocol.ts
var rootStep = 1;

// server/domain/step-path.ts
var plain2 = /^[A-Za-z0-9_-]*$/;
var encoder = new TextEncoder();
var decoder = new TextDecoder();
function isStepPath(text11) {
  return /^(?:[A-Za-z0-9_-]|%[0-9A-F]{2})+(?:#[1-9]\d{0,8})?(?:\.(?:[A-Za-z0-9_-]|%[0-9A-F]{2})*(?:#[1-9]\d{0,8})?)*$/.test(
    text11,
  );
}
function encodeName(name) {
  if (plain2.test(name)) return name;
  let out = "";
  for (const byte of encoder.encode(name)) {
    const char = String.fromCharCode(byte);
    out += byte < 128 && plain2.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return out;
}
function decodeName(encoded) {
  if (!encoded.includes("%")) return encoded;
  const bytes3 = [];
  for (let i = 0; i < encoded.length; i++) {
    const hex = encoded[i] === "%" ? Number.parseInt(encoded.slice(i + 1, i + 3), 16) : Number.NaN;
    if (Number.isNaN(hex)) bytes3.push(encoded.charCodeAt(i));
    else {
      bytes3.push(hex);
      i += 2;
    }
  }
  return decoder.decode(Uint8Array.from(bytes3));
}
function nameOfPath(path) {
  const segment = path.slice(path.lastIndexOf(".") + 1);
  const hash = segment.indexOf("#");
  return decodeName(hash < 0 ? segment : segment.slice(0, hash));
}

// server/directories/to-shown.ts
import { createHash } from "node:crypto";
function toTime(ms) {
  return new Date(ms).toISOString().replace("Z", "000Z");
}
function traceIdOf(runId2) {
  return `0x${hexOf(`trace:${runId2}`, 32)}`;
}
function spanIdOf(runId2, n) {
  return `0x${hexOf(`span:${runId2}:${n}`, 16)}`;
}
function hexOf(text11, length) {
  const hex = createHash("sha256").update(text11).digest("hex").slice(0, length);
  return /^0+$/.test(hex) ? hex.replace(/0$/, "1") : hex;
}
function executionStatusOf(status) {
  if (status === "error") return "failed";
  if (status === "waiting") return "running";
  return status === "reused" ? "completed" : status;
}
function* jsonObject(fields) {
  let begin = "{";
  for (const [name, value] of Object.entries(fields)) {
    if (value === void 0) continue;
    yield `${begin}
  ${JSON.stringify(name)}: `;
    yield* slices(isJson(value) ? value.json : JSON.stringify(value));
    begin = ",";
  }
  yield begin === "{" ? "{}\n" : "\n}\n";
}
function isJson(value) {
  return typeof value === "object" && value !== null && "json" in value;
}
var sliceLength = 5e5;
function* slices(text11) {
  for (let from = 0; from < text11.length;) {
    let to = Math.min(text11.length, from + sliceLength);
    if (to < text11.length && /[\uD800-\uDBFF]/.test(text11.charAt(to - 1))) to--;
    yield text11.slice(from, to);
    from = to;
  }
}

// server/directories/spans.ts
var mostAttribute = 16e3;
var operations = {
  agent: "invoke_agent",
  model: "chat",
  tool: "execute_tool",
  embedding: "embeddings",
};
function resourceOf({ agentId: agentId2, agentRevision }) {
  return {
    attributes: {
      "service.name": agentId2,
      "service.version": agentRevision,
      "telemetry.sdk.name": "trackside",
      "telemetry.sdk.language": "nodejs",
    },
    schema_url: "",
  };
}
function spanOf(run, step, level) {
  const kind = step.kind;
  const status = step.status;
  const error = step.error === null ? void 0 : JSON.parse(step.error);
  const endedAt = step.endedAt ?? step.startedAt;
  return {
    name: nameOfPath(step.path),
    context: { trace_id: traceIdOf(run.id), span_id: spanIdOf(run.id, step.n), trace_state: "[]" },
    kind: kind === "model" || kind === "embedding" ? "SpanKind.CLIENT" : "SpanKind.INTERNAL",
    parent_id: step.parent === null || step.n === rootStep ? null : spanIdOf(run.id, step.parent),
    start_time: toTime(step.startedAt),
    end_time: toTime(Math.max(step.startedAt, endedAt)),
    status: statusOf(status, error),
    attributes: { ...factsOf(run, step, kind), ...(level === "full" ? valuesOf(step, kind) : {}) },
    events: error ? [exceptionOf(error, endedAt)] : [],
    links: linksOf(run, step),
    resource: resourceOf(run),
  };
}
function statusOf(status, error) {
  if (hasFailed(status)) return { status_code: "ERROR", description: error?.message ?? status };
  return { status_code: status === "cancelled" ? "UNSET" : "OK" };
}
function factsOf(run, step, kind) {
  const usage = step.usage === null ? void 0 : JSON.parse(step.usage);
  const own = step.attributes === null ? {} : JSON.parse(step.attributes);
  const facts = {
    "trackside.run.id": run.id,
    "trackside.step.kind": kind,
    "trackside.step.path": step.path,
    "trackside.step.status": step.status,
    "trackside.step.attempt": step.attempt,
    "gen_ai.operation.name": operations[kind],
    "gen_ai.agent.name": kind === "agent" ? nameOfPath(step.path) : void 0,
    "gen_ai.tool.name": kind === "tool" ? nameOfPath(step.path) : void 0,
    "gen_ai.usage.input_tokens": usage?.inputTokens,
    "gen_ai.usage.output_tokens": usage?.outputTokens,
    "trackside.cost_usd": usage?.costMicroUsd === void 0 ? void 0 : usage.costMicroUsd / 1e6,
    "error.type": step.error === null ? void 0 : JSON.parse(step.error).code,
  };
  for (const [name, value] of Object.entries(own)) facts[name.includes(".") ? name : `trackside.${name}`] = flat(value);
  return Object.fromEntries(Object.entries(facts).flatMap(([name, value]) => (value === void 0 ? [] : [[name, value]])));
}
function flat(value) {
  const isPlain = (each) => each === null || typeof each !== "object";
  return isPlain(value) || (Array.isArray(value) && value.every(isPlain)) ? value : JSON.stringify(value);
}
function valuesOf({ input, output }, kind) {
  return {
    ...valueOf2("input", input),
    ...valueOf2("output", output),
    ...(kind === "model" ? parametersOf(input) : {}),
  };
}
function valueOf2(name, json2) {
  if (json2 === void 0) return {};
  if (json2.length > mostAttribute) return { [`${name}.bytes`]: Buffer.byteLength(json2) };
  return { [`${name}.value`]: json2, [`${name}.mime_type`]: "application/json" };
}
function parametersOf(input) {
  if (input === void 0 || input.length > 1e6) return {};
  const call = JSON.parse(input);
  if (call === null || typeof call !== "object" || Array.isArray(call)) return {};
  const plain3 = Object.entries(call).filter(([, value]) => value !== null && typeof value !== "object");
  const short = plain3.filter(([, value]) => typeof value !== "string" || value.length <= 200);
  return Object.fromEntries(
    short.map(([name, value]) => [`gen_ai.request.${name.replace(/[A-Z]/g, (c2) => `_${c2.toLowerCase()}`)}`, value]),
  );
}
function exceptionOf({ code, message, stack }, at) {
  const trace = stack === void 0 ? {} : { "exception.stacktrace": stack };
  return {
    name: "exception",
    timestamp: toTime(at),
    attributes: { "exception.type": code, "exception.message": message, ...trace },
  };
}
function linksOf(run, step) {
  const own = step.attributes === null ? {} : JSON.parse(step.attributes);
  const from = step.n === rootStep ? run.rerunOf : own.reusedFrom?.runId;
  if (typeof from !== "string") return [];
  return [{ context: { trace_id: traceIdOf(from), span_id: spanIdOf(from, step.n), trace_state: "[]" }, attributes: {} }];
}

// server/directories/log-records.ts
function logRecordOf(run, step, level) {
  const at = toTime(step.startedAt);
  return {
    body: level === "full" && step.output !== void 0 ? JSON.parse(step.output) : (step.preview ?? ""),
    severity_number: 9,
    severity_text: "INFO",
    attributes: { "trackside.step.kind": step.kind, "trackside.step.path": step.path },
    dropped_attributes: 0,
    timestamp: at,
    observed_timestamp: at,
    trace_id: traceIdOf(run.id),
    span_id: spanIdOf(run.id, step.parent ?? rootStep),
    trace_flags: 1,
    resource: resourceOf(run),
  };
}

// server/directories/metrics.ts
var bounds = [10, 50, 100, 500, 1e3, 5e3, 1e4, 6e4, 3e5];
var Metrics = class {
  #durations = /* @__PURE__ */ new Map();
  #failed = /* @__PURE__ */ new Map();
  #input = 0;
  #output = 0;
  #costMicroUsd;
  #anyUsage = false;
  add(step) {
    if (step.endedAt === null) return;
    const ms = Math.max(0, step.endedAt - step.startedAt);
    const all = this.#durations.get(step.kind) ?? { count: 0, sum: 0, min: ms, max: ms, buckets: bounds.map(() => 0).concat(0) };
    const at = bounds.findIndex((bound) => ms <= bound);
    const bucket = at < 0 ? bounds.length : at;
    all.buckets[bucket] = (all.buckets[bucket] ?? 0) + 1;
    Object.assign(all, { count: all.count + 1, sum: all.sum + ms, min: Math.min(all.min, ms), max: Math.max(all.max, ms) });
    this.#durations.set(step.kind, all);
    if (hasFailed(step.status)) this.#failed.set(step.kind, (this.#failed.get(step.kind) ?? 0) + 1);
    if (step.usage !== null) this.#addUsage(JSON.parse(step.usage));
  }
  lines(run, now) {
    const kindOf = (kind) => ({ "trackside.step.kind": kind });
    const durations = [...this.#durations].map(([kind, { count, sum: sum2, min, max, buckets }]) => ({
      attributes: kindOf(kind),
      count,
      sum: sum2,
      min,
      max,
      bucket_counts: buckets,
      explicit_bounds: bounds,
    }));
    const failed = [...this.#failed].map(([kind, value]) => ({ attributes: kindOf(kind), value }));
    const tokens = [
      { attributes: { "gen_ai.token.type": "input" }, value: this.#input },
      { attributes: { "gen_ai.token.type": "output" }, value: this.#output },
    ];
    const end = run.endedAt ?? now;
    const worked = run.startedAt === null ? [] : [{ attributes: {}, value: Math.max(0, end - run.startedAt) / 1e3 }];
    const cost = this.#costMicroUsd === void 0 ? [] : [{ attributes: {}, value: this.#costMicroUsd / 1e6 }];
    const line2 = (name, description, unit, points, more = {}) =>
      points.length === 0 ? [] : [metricOf(run, end, { name, description, unit }, points, more)];
    const sum = { aggregation_temporality: 2, is_monotonic: true };
    return [
      ...line2("trackside.run.duration", "How long the run took", "s", worked),
      ...line2("trackside.step.duration", "How long its steps took, by kind", "ms", durations, { aggregation_temporality: 2 }),
      ...line2("trackside.step.errors", "How many of its steps failed, by kind", "{step}", failed, sum),
      ...line2("gen_ai.client.token.usage", "Tokens its model calls used", "{token}", this.#anyUsage ? tokens : [], sum),
      ...line2("trackside.run.cost", "What its model calls cost", "USD", cost, sum),
    ];
  }
  #addUsage({ inputTokens, outputTokens, costMicroUsd }) {
    this.#anyUsage = true;
    this.#input += inputTokens;
    this.#output += outputTokens;
    if (costMicroUsd !== void 0) this.#costMicroUsd = (this.#costMicroUsd ?? 0) + costMicroUsd;
  }
};
var toNanos = (ms) => `${ms}000000`;
function metricOf(run, end, about, points, more) {
  const times = { start_time_unix_nano: toNanos(run.startedAt ?? run.createdAt), time_unix_nano: toNanos(end) };
  return { ...about, data: { data_points: points.map((point) => ({ ...times, ...point })), ...more }, resource: resourceOf(run) };
}

// server/directories/step-files.ts
function* stepFiles(step) {
  const kind = step.kind;
  const ended = step.endedSeq !== null;
  yield { name: "result.json", content: jsonObject(resultOf(step)) };
  if (ended) yield { name: "outcome.json", content: withEnd(step.output ?? "null") };
  if (kind === "model" && step.input !== void 0) yield { name: "state.json", content: withEnd(step.input) };
  if (kind === "agent" || kind === "flow") yield { name: "component_result.json", content: jsonObject(componentResultOf(step)) };
}
function* withEnd(json2) {
  yield* slices(json2);
  yield "\n";
}
var textOf = (json2) => (json2 === void 0 ? null : { json: json2 });
function resultOf(step) {
  return {
    executable_type: step.kind,
    node_identifier: step.path,
    ...statusOf2(step),
    input: textOf(step.input),
    output: textOf(step.output),
    outcome: textOf(step.output),
    ...errorsOf(step),
    ...timesOf(step),
    attempt: step.attempt,
    ...usageOf2(step),
    attributes: step.attributes === null ? null : { json: step.attributes },
  };
}
function componentResultOf(step) {
  return {
    executable_type: step.kind,
    component_identifier: step.path,
    ...statusOf2(step),
    ...errorsOf(step),
    ...timesOf(step),
    ...usageOf2(step),
  };
}
function statusOf2({ status }) {
  return { execution_status: executionStatusOf(status), reused: status === "reused" };
}
function errorsOf({ error }) {
  if (error === null) return { error: null, errors: [] };
  return { error: JSON.parse(error).message, errors: { json: `[${error}]` } };
}
function timesOf({ startedAt, endedAt }) {
  return { created_at: toTime(startedAt), completed_at: endedAt === null ? null : toTime(endedAt) };
}
function usageOf2({ usage }) {
  const known = usage === null ? void 0 : JSON.parse(usage);
  return usageFields("usage_", known);
}
function usageFields(prefix, usage) {
  return {
    [`${prefix}cost`]: usage?.costMicroUsd === void 0 ? null : usage.costMicroUsd / 1e6,
    [`${prefix}charge`]: null,
    [`${prefix}prompt_tokens`]: usage?.inputTokens ?? null,
    [`${prefix}completion_tokens`]: usage?.outputTokens ?? null,
    [`${prefix}total_tokens`]: usage ? usage.inputTokens + usage.outputTokens : null,
  };
}

// server/directories/run-files.ts
var timeOf = (ms) => (ms === null ? null : toTime(ms));
function summaryOf(run) {
  return {
    run_id: run.id,
    execution_id: `dadex-${hexOf(`execution:${run.id}`, 16)}`,
    root_component_id: run.agentId,
    created_at: timeOf(run.createdAt),
    completed_at: timeOf(run.endedAt),
    ...usageFields("agg_usage_", usageOf3(run)),
  };
}
function metadataOf(run, mark2) {
  return {
    run_id: run.id,
    agent_id: run.agentId,
    agent_revision: run.agentRevision,
    status: run.status,
    error: run.error === null ? null : { json: run.error },
    created_at: timeOf(run.createdAt),
    started_at: timeOf(run.startedAt),
    completed_at: timeOf(run.endedAt),
    duration_seconds: run.startedAt === null || run.endedAt === null ? null : (run.endedAt - run.startedAt) / 1e3,
    rerun_info: run.rerunOf === null ? null : { previous_run_id: run.rerunOf, start_hierarchy_path: run.rerunFromPath },
    written_state: mark2,
  };
}
function usageOf3({ inputTokens, outputTokens, costMicroUsd }) {
  if (inputTokens === null && outputTokens === null) return void 0;
  const tokens = { inputTokens: inputTokens ?? 0, outputTokens: outputTokens ?? 0 };
  return costMicroUsd === null ? tokens : { ...tokens, costMicroUsd };
}

// server/directories/project-run.ts
var mostWithNotes = 1e4;
async function projectRun({ db, run, dir, level, mark: mark2, stopped }) {
  const tree = new FileTree(dir);
  await rm3(join6(await tree.dir(".trace"), writingName), { force: true });
  const crowded = await findCrowded(db, run.key);
  const metrics = new Metrics();
  const [trace, logs] = [await tree.write(".trace", "trace.jsonl"), await tree.write(".trace", "logs.jsonl")];
  try {
    for await (const step of exportSteps(db, run.key)) {
      if (stopped()) throw new Error("the console is stopping");
      const note = isNote(step.kind);
      const place = stepPlace(step.path, crowded);
      if (!note || run.steps <= mostWithNotes)
        for (const { name, content } of stepFiles(step)) await tree.put(place, name, content);
      if (level === "off") continue;
      metrics.add(step);
      if (note) await logs.add(line(logRecordOf(run, step, level)));
      else if (step.endedSeq !== null) await trace.add(line(spanOf(run, step, level)));
    }
    await Promise.all([trace.done(), logs.done()]);
  } finally {
    await Promise.all([trace.leave(), logs.leave()]);
  }
  const sums = level === "off" ? [] : metrics.lines(run, Date.now());
  await tree.put(".trace", "metrics.jsonl", sums.map(line));
  for (const { path, parts } of await exportArtifacts(db, run.key)) {
    const slash = path.lastIndexOf("/");
    await tree.put(path.slice(0, Math.max(0, slash)), path.slice(slash + 1), parts());
  }
  await tree.put("static_inputs", "static_inputs.json", [run.staticInputs, "\n"]);
  await tree.put("", "run_summary.json", jsonObject(summaryOf(run)));
  const metadata2 = await tree.write(".trace", "dad_metadata.json");
  for (const piece of jsonObject(metadataOf(run, mark2))) await metadata2.add(piece);
  await metadata2.done();
}
function line(object) {
  return `${JSON.stringify(object)}
`;
}
async function findCrowded(db, runKey) {
  const suspects = /* @__PURE__ */ new Set();
  for await (const { path } of exportPaths(db, runKey))
    if (/[A-Z][^.]*$/.test(path.replaceAll(/%[0-9A-F]{2}/g, ""))) suspects.add(crowdKey(path));
  if (suspects.size === 0) return /* @__PURE__ */ new Set();
  const near = [];
  for await (const step of exportPaths(db, runKey)) if (suspects.has(crowdKey(step.path))) near.push(step);
  return crowdedPaths(near);
}

// server/directories/run-places.ts
import { mkdir as mkdir4, readFile as readFile2, stat as stat2, writeFile as writeFile2 } from "node:fs/promises";
import { join as join7 } from "node:path";
import { z as z8 } from "zod";
var subpathsFile = ".subpaths.json";
var taken = /^(?:outcome|global_data)$/i;
var RunPlaces = class {
  root;
  #settings;
  #subpaths;
  constructor(root, settings) {
    this.root = root;
    this.#settings = settings;
  }
  get globalData() {
    return join7(this.root, "global_data");
  }
  async dirOf(runId2) {
    const now = this.#settings().runsSubpath ?? "";
    const known = await this.#known();
    const name = taken.test(runId2) || now.split("/")[0] === runId2 ? `${runId2}~` : runId2;
    const candidates = /* @__PURE__ */ new Set([now, ...known]);
    if (candidates.size > 1)
      for (const subpath of candidates) {
        const dir = join7(this.root, subpath, name);
        if (await isThere(dir)) return dir;
      }
    if (!known.includes(now)) await this.#remember([...known, now]);
    return join7(this.root, now, name);
  }
  #known() {
    this.#subpaths ??= readFile2(join7(this.root, subpathsFile), "utf8").then(
      (text11) => z8.array(z8.string()).catch([""]).parse(JSON.parse(text11)),
      () => [""],
    );
    return this.#subpaths;
  }
  async #remember(subpaths) {
    this.#subpaths = Promise.resolve(subpaths);
    await mkdir4(this.root, { recursive: true });
    await writeFile2(join7(this.root, subpathsFile), JSON.stringify(subpaths));
  }
};
function isThere(dir) {
  return stat2(dir).then(
    () => true,
    () => false,
  );
}

// server/directories/unfinished-runs.ts
import { appendFile, mkdir as mkdir5, readFile as readFile3, rename as rename2, writeFile as writeFile3 } from "node:fs/promises";
import { dirname } from "node:path";
var gatherMs = 50;
var mostLines = 5e3;
var UnfinishedRuns = class {
  #file;
  #log;
  #runs = /* @__PURE__ */ new Set();
  #lines = [];
  #written = 0;
  #timer;
  #writing = Promise.resolve();
  constructor(file, log) {
    this.#file = file;
    this.#log = log;
  }
  /** What the console before us left. */
  async load() {
    const text11 = await readFile3(this.#file, "utf8").catch(() => "");
    for (const line2 of text11.split("\n")) {
      this.#written++;
      if (line2.startsWith("+")) this.#runs.add(line2.slice(1));
      else if (line2.startsWith("-")) this.#runs.delete(line2.slice(1));
    }
    return [...this.#runs];
  }
  add(runId2) {
    if (this.#runs.has(runId2)) return;
    this.#runs.add(runId2);
    this.#note(`+${runId2}
`);
  }
  remove(runId2) {
    if (this.#runs.delete(runId2))
      this.#note(`-${runId2}
`);
  }
  async close() {
    clearTimeout(this.#timer);
    this.#timer = void 0;
    this.#flush();
    await this.#writing;
  }
  #note(line2) {
    this.#lines.push(line2);
    this.#timer ??= setTimeout(() => {
      this.#timer = void 0;
      this.#flush();
    }, gatherMs);
  }
  #flush() {
    const lines = this.#lines;
    if (lines.length === 0) return;
    this.#lines = [];
    this.#writing = this.#writing
      .then(() => this.#write(lines))
      .catch((cause) => this.#log.warn(`Unfinished run directories could not be noted: ${messageOf2(cause)}`));
  }
  async #write(lines) {
    await mkdir5(dirname(this.#file), { recursive: true });
    this.#written += lines.length;
    if (this.#written < mostLines || this.#written < this.#runs.size * 4) return appendFile(this.#file, lines.join(""));
    const all = [...this.#runs].map(
      (runId2) => `+${runId2}
`,
    );
    await writeFile3(`${this.#file}~`, all.join(""));
    await rename2(`${this.#file}~`, this.#file);
    this.#written = all.length;
  }
};

// server/directories/directories.ts
var mostLookedAt = 200;
var Directories = class {
  outcome;
  #options;
  #places;
  #turns = new RunTurns();
  #waiting = /* @__PURE__ */ new Set();
  #unfinished;
  #working;
  #stopped = false;
  constructor(options) {
    this.#options = options;
    this.#places = new RunPlaces(options.runsDir, options.settings);
    this.#unfinished = new UnfinishedRuns(join8(options.runsDir, ".unfinished"), options.log);
    this.outcome = new OutcomeRepository(options.runsDir, options.settings);
  }
  /** Where a run's files are to be, for the host that is about to get it. */
  async dirsFor({ key, runId: runId2, ofDataset }) {
    if (!ofDataset) this.#unfinished.add(runId2);
    const sources = this.outcome.dir === void 0 ? [] : await findSources(this.#options.db, key);
    for (const source of sources) {
      const run = await readRun(this.#options.db, source);
      if (run && hasEnded(run.status)) await this.#turns.take(run.key, () => this.#finishOutcome(run));
    }
    const outcome = this.outcome.placeOf(runId2, sources);
    const dirs = { run: await this.#places.dirOf(runId2), globalData: this.#places.globalData };
    return outcome ? { ...dirs, outcome } : dirs;
  }
  /** A run has ended: its directory is written soon, unless it is one of many. */
  settled(key, ofDataset = false) {
    if (ofDataset && this.outcome.dir === void 0) return;
    this.#waiting.add(key);
    this.#working ??= this.#work().finally(() => (this.#working = void 0));
  }
  /** Finishes what a crash cut off. The project must be open: where directories are is its to say. */
  async sweep() {
    const { db, log } = this.#options;
    try {
      for (const runId2 of await this.#unfinished.load()) {
        const run = await readRun(db, runId2);
        if (!run) this.#unfinished.remove(runId2);
        else if (hasEnded(run.status)) this.settled(run.key);
        if (this.#stopped) return;
      }
      for (const runId2 of await this.outcome.openRuns()) {
        const run = await readRun(db, runId2);
        if (run && hasEnded(run.status)) this.settled(run.key, run.datasetRunId !== null);
      }
      for (const run of await findLatelyEnded(db, mostLookedAt)) {
        if (this.#stopped) return;
        const written = await readMark(await this.#places.dirOf(run.id));
        if (written?.split(":")[0] !== run.status) this.settled(run.key);
      }
    } catch (cause) {
      log.warn(`Run directories could not be looked through: ${messageOf2(cause)}`);
    }
  }
  /** The directory of a run as it is now, written if it was not; who asks about a run that is gone gets nothing. */
  open(key) {
    return this.#turns.take(key, async () => {
      const run = await readRunByKey(this.#options.db, key);
      return run && this.#write(run);
    });
  }
  async remove(key, runId2) {
    await this.#turns.take(key, async () => {
      await rm4(await this.#places.dirOf(runId2), { recursive: true, force: true });
      this.#unfinished.remove(runId2);
      await this.outcome.remove(runId2);
    });
  }
  /** What is not written yet is written at the next start. */
  async stop() {
    this.#stopped = true;
    await this.#working;
    await this.#unfinished.close();
  }
  async #work() {
    for (const key of this.#waiting) {
      if (this.#stopped) return;
      this.#waiting.delete(key);
      try {
        await this.#turns.take(key, () => this.#settle(key));
      } catch (cause) {
        if (!this.#stopped) this.#options.log.warn(`The directory of run ${key} could not be written: ${messageOf2(cause)}`);
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  async #settle(key) {
    const run = await readRunByKey(this.#options.db, key);
    if (!run || !hasEnded(run.status)) return;
    await this.#finishOutcome(run);
    if (run.datasetRunId !== null) return;
    await this.#write(run);
    this.#unfinished.remove(run.id);
  }
  async #write(run) {
    const { db, settings } = this.#options;
    const level = settings().tracing ?? "full";
    const dir = await this.#places.dirOf(run.id);
    const mark2 = `${run.status}:${run.lastSeq}:${await readArtifactMark(db, run.key)}:${level}`;
    if ((await readMark(dir)) !== mark2) await projectRun({ db, run, dir, level, mark: mark2, stopped: () => this.#stopped });
    return dir;
  }
  async #finishOutcome(run) {
    try {
      await this.outcome.finish(run);
    } catch (cause) {
      this.#options.log.warn(`What run ${run.id} left in the outcome repository could not be committed: ${messageOf2(cause)}`);
    }
  }
};
async function readMark(dir) {
  try {
    const { written_state: mark2 } = JSON.parse(await readFile4(join8(dir, ".trace/dad_metadata.json"), "utf8"));
    return typeof mark2 === "string" ? mark2 : void 0;
  } catch {
    return void 0;
  }
}

// server/live/bus.ts
var LiveBus = class {
  #listeners = /* @__PURE__ */ new Map();
  publish(topic) {
    for (const listener of this.#listeners.get(topic) ?? []) listener();
  }
  subscribe(topic, listener) {
    const listeners = this.#listeners.get(topic) ?? /* @__PURE__ */ new Set();
    this.#listeners.set(topic, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(topic) === listeners) this.#listeners.delete(topic);
    };
  }
  /** How many listen, for tests and for telling that nobody leaks. */
  get size() {
    let size = 0;
    for (const listeners of this.#listeners.values()) size += listeners.size;
    return size;
  }
};
var runTopic = (key) => `run:${key}`;
var statusTopic = (key) => `status:${key}`;

// server/runs/is-live.ts
async function isLive(db, runId2) {
  const run = await readRun(db, runId2);
  return run !== void 0 && !hasEnded(run.status);
}

// server/domain/live-text.ts
var mostLiveText = 64 * 1024;
function joinText(known, next) {
  const at = known ? next.from - known.from : -1;
  const joined =
    known && at >= 0 && at <= known.text.length ? { from: known.from, text: known.text.slice(0, at) + next.text } : next;
  const over = joined.text.length - mostLiveText;
  return over > 0 ? { from: joined.from + over, text: joined.text.slice(over) } : joined;
}

// server/runs/live-run.ts
function createLiveRun(row, take, now) {
  const startedAt = row.startedAt ?? now;
  return {
    key: row.key,
    id: row.id,
    agentId: row.agentId,
    ofDataset: row.datasetRunId !== null,
    take,
    startedAt,
    takenAt: now,
    workedBefore: row.workedMs,
    lastSeq: row.lastSeq,
    counts: countsOf(row),
    usage: usageOf(row),
    open: /* @__PURE__ */ new Map([[rootStep, { startedAt }]]),
    childSteps: /* @__PURE__ */ new Set(),
    leftChildren: false,
    isChild: row.parentRunId !== null,
    texts: /* @__PURE__ */ new Map(),
    ended: false,
    putDown: void 0,
    ending: void 0,
  };
}
var counterOf = {
  action: "actions",
  model: "modelCalls",
  tool: "tools",
  evaluator: "evaluators",
};
function countStep(live2, kind) {
  live2.counts.steps++;
  countKind(live2, kind);
}
function countKind(live2, kind) {
  const counter = counterOf[kind];
  if (counter) live2.counts[counter]++;
}
function addUsage(live2, usage) {
  const { usage: sum = { inputTokens: 0, outputTokens: 0, costMicroUsd: 0 } } = live2;
  const { inputTokens, outputTokens, costMicroUsd } = sum;
  live2.usage = { inputTokens: inputTokens + usage.inputTokens, outputTokens: outputTokens + usage.outputTokens };
  if (costMicroUsd !== void 0 && usage.costMicroUsd !== void 0) live2.usage.costMicroUsd = costMicroUsd + usage.costMicroUsd;
}
function addText(live2, n, text11) {
  const known = live2.texts.get(n);
  live2.texts.set(n, joinText(known, { from: known ? known.from + known.text.length : 0, text: text11 }));
}
function forgetTexts(live2) {
  for (const n of live2.texts.keys()) if (!live2.open.has(n)) live2.texts.delete(n);
}

// server/runs/mark-stopped.ts
async function markStopped2(db) {
  await db.write([markStopped()]);
}

// server/runs/resume-run.ts
async function resumeRun2(db, key) {
  if ((await readRunByKey(db, key))?.status !== "waiting") return false;
  await db.write([resumeRun(key)]);
  return true;
}

// server/runs/child-ending.ts
async function readChildNews(db, key) {
  const child = await readRunByKey(db, key);
  if (!child || child.parentRunId === null || child.parentStep === null) return void 0;
  const parent = await readRun(db, child.parentRunId);
  if (!parent || hasEnded(parent.status)) return void 0;
  return {
    parentKey: parent.key,
    n: child.parentStep,
    waits: child.status === "waiting",
    end: hasEnded(child.status) ? await endOfStep(db, child, child.parentStep) : void 0,
  };
}
var answeredBy = ({ output, error }) => ({
  ...(output === void 0 ? {} : { output }),
  ...(error ? { error } : {}),
});
async function endOfStep(db, child, n) {
  const at = Date.now();
  if (child.status !== "completed") {
    const status = child.status;
    return { is: "end", n, at, status, error: errorOf(child) };
  }
  const output = (await readPayload(db, child.resultRef)) ?? "null";
  return { is: "end", n, at, status: "completed", output, preview: output.slice(0, 160) };
}
function errorOf(child) {
  const cause = child.error === null ? void 0 : JSON.parse(child.error);
  const why = cause ? `: ${cause.message}` : ".";
  const message = `Run ${child.id} of ${child.agentId} ended as ${child.status}${why}`;
  return {
    code: `CHILD_RUN_${child.status.toUpperCase()}`,
    message,
    ...(cause ? { cause: `${cause.code}: ${cause.message}` } : {}),
  };
}

// server/domain/run.ts
import { z as z10 } from "zod";

// server/domain/model-profile.ts
import { z as z9 } from "zod";
var offlineTurn = z9.union([
  z9.string(),
  z9.strictObject({
    text: z9.string().optional(),
    toolCalls: z9.array(z9.strictObject({ toolName: z9.string(), input: json })).optional(),
  }),
]);
var parameters = z9.strictObject({
  temperature: z9.number().optional(),
  topP: z9.number().optional(),
  topK: z9.number().optional(),
  maxOutputTokens: z9.number().int().positive().optional(),
  presencePenalty: z9.number().optional(),
  frequencyPenalty: z9.number().optional(),
  stopSequences: z9.array(z9.string()).optional(),
  seed: z9.number().int().optional(),
  /** Passed on to the provider as they are, by the provider's name. */
  providerOptions: z9.record(z9.string(), z9.record(z9.string(), json)).optional(),
  /** Which of OpenAI's two interfaces to speak; "chat" where not said. */
  api: z9.enum(["chat", "responses"]).optional(),
  /** What the built-in model answers, turn by turn. */
  script: z9.array(offlineTurn).optional(),
  /** How long the built-in model takes for a word of a stream. */
  delayMs: z9.number().min(0).max(1e4).optional(),
});
var price = z9.strictObject({ inputPerMTok: z9.number().min(0), outputPerMTok: z9.number().min(0) });
var variable = z9.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,199}$/, "must be the name of an environment variable");
function hasNoPassword(url) {
  return !/^[a-z]+:\/*[^/?#]*@/i.test(url);
}
var modelProfile = z9.strictObject({
  provider: z9.enum(["openai", "anthropic", "openai-compatible", "offline"]),
  model: z9.string().min(1).max(300),
  baseURL: z9
    .url({ protocol: /^https?$/ })
    .refine(hasNoPassword, "must hold no password: name the key by apiKeyEnv")
    .optional(),
  /** Where the key is: the variable's name, never the key. */
  apiKeyEnv: variable.optional(),
  parameters: parameters.optional(),
  price: price.optional(),
});
var someSettings = modelProfile.partial();
var profileOverrides = z9
  .record(
    z9.string().min(1).max(200),
    z9.union([z9.string().min(1).max(200), someSettings], {
      error:
        "must be the name of a profile, or some of provider, model, baseURL, apiKeyEnv, parameters, price; a key is only named",
    }),
  )
  .refine((overrides) => Object.keys(overrides).length <= 100, "at most 100 profiles");
var usualVariables = {
  openai: "OPENAI_API_KEY",
  anthropic: "ANTHROPIC_API_KEY",
};
function keyVariableOf(profile) {
  return profile.apiKeyEnv ?? usualVariables[profile.provider];
}
function resolveProfile(profiles, overrides, name) {
  const own = Object.hasOwn(profiles, name) ? profiles[name] : void 0;
  const override = Object.hasOwn(overrides, name) ? overrides[name] : void 0;
  if (typeof override === "string") {
    const other = Object.hasOwn(profiles, override) ? profiles[override] : void 0;
    return other ? { profile: other } : { problem: unknownProfile(override, profiles) };
  }
  if (override === void 0) return own ? { profile: own } : { problem: unknownProfile(name, profiles) };
  const merged = modelProfile.safeParse(own ? mergeProfile(own, override) : override);
  if (merged.success) {
    const key = keyVariableOf(merged.data);
    if (own && key !== void 0 && override.apiKeyEnv === void 0 && leadsElsewhere(own, override))
      return { problem: `The run sends the model profile "${name}" to another server. Name that server's key too: apiKeyEnv.` };
    return { profile: merged.data };
  }
  return { problem: `${unknownProfile(name, profiles)} To add one for a run, give it a provider and a model.` };
}
function unknownProfile(name, profiles) {
  const names = Object.keys(profiles);
  const known =
    names.length > 0 ? `There are ${names.join(", ")}.` : "The project's trackside.config.ts names none under `models`.";
  return `There is no model profile "${name}". ${known}`;
}
function leadsElsewhere(own, { baseURL }) {
  if (baseURL === void 0) return false;
  const { hostname, origin } = new URL(baseURL);
  const isHere = hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
  return !isHere && (own.baseURL === void 0 || new URL(own.baseURL).origin !== origin);
}
function mergeProfile(own, override) {
  const { parameters: more, ...rest } = override;
  const merged = { ...own, ...rest, ...(more ? { parameters: { ...own.parameters, ...more } } : {}) };
  const changesProvider = override.provider !== void 0 && override.provider !== own.provider;
  if (changesProvider && override.apiKeyEnv === void 0) delete merged.apiKeyEnv;
  if (changesProvider && override.baseURL === void 0) delete merged.baseURL;
  if (override.model !== void 0 && override.model !== own.model && override.price === void 0) delete merged.price;
  return merged;
}
function problemOfProfile(name, profile, isSet) {
  const key = keyVariableOf(profile);
  if (key !== void 0 && !isSet(key))
    return `The model profile "${name}" needs a key: set the environment variable ${key} and start the console again.`;
  if (profile.provider === "openai-compatible" && profile.baseURL === void 0)
    return `The model profile "${name}" needs a baseURL: the address of its OpenAI-compatible server, as in http://127.0.0.1:8080/v1.`;
  return void 0;
}
function problemOfProfiles(names, profiles, overrides, isSet) {
  for (const name of names) {
    const resolved = resolveProfile(profiles, overrides, name);
    if ("problem" in resolved) return resolved.problem;
    const problem = problemOfProfile(name, resolved.profile, isSet);
    if (problem !== void 0) return problem;
  }
  return void 0;
}

// server/domain/run.ts
var longestTimeoutMs = 2147483647;
var mostMetadata = 64 * 1024;
var metadata = json
  .refine((value) => value !== null && typeof value === "object" && !Array.isArray(value), "must be an object")
  .transform((value) => value)
  .refine((value) => JSON.stringify(value).length <= mostMetadata, `is larger than ${mostMetadata / 1024} KB`);
var staticInputs = z10
  .record(z10.string().min(1).max(4e4), json)
  .refine((inputs) => Object.keys(inputs).length <= 1e3, "at most 1,000 steps")
  .superRefine((inputs, ctx) => {
    for (const path of Object.keys(inputs))
      if (!isStepPath(path))
        ctx.addIssue({ code: "custom", path: [path], message: "is not a step's path, as agent.main_flow.classify is one" });
  });
var startRunInput = z10.strictObject({
  agentId,
  input: json,
  name: plainText(200).optional(),
  timeoutMs: z10.number().int().min(1).max(longestTimeoutMs).optional(),
  tags: z10.array(plainText(100)).max(50).optional(),
  metadata: metadata.optional(),
  roomId: foreignId.optional(),
  entityId: foreignId.optional(),
  messageId: foreignId.optional(),
  staticInputs: staticInputs.optional(),
  /** Runs this flow only: its name, or its path below the root. */
  flow: plainText(2e3).optional(),
  profiles: profileOverrides.optional(),
  runIdPrefix: z10
    .string()
    .regex(/^[A-Za-z0-9_-]{1,60}$/, "a run id prefix is up to 60 of A-Z a-z 0-9 _ -")
    .optional(),
});
var listLimit = z10.number().int().min(1).max(100);
var listCursor = z10.string().min(1).max(400);
var instant = z10.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
var listRunsInput = z10.strictObject({
  agentId: z10.array(agentId).max(100).optional(),
  status: z10.array(runStatusFilter).max(20).optional(),
  from: instant.optional(),
  to: instant.optional(),
  limit: listLimit.default(20),
  cursor: listCursor.optional(),
});
var runRef = z10.strictObject({ runId });

// server/agents/check-runnable.ts
function checkRunnable(ctx, agent, overrides) {
  const { loaded, models, uses } = ctx.engine.project();
  if (loaded)
    for (const name of Object.keys(overrides)) {
      const resolved = resolveProfile(models, overrides, name);
      if ("problem" in resolved)
        throw new AppError("bad-input", resolved.problem, { faults: [{ path: `profiles.${name}`, message: resolved.problem }] });
    }
  const used = uses.get(agent.id);
  const problem =
    loaded && used ? problemOfProfiles(used, models, overrides, (variable2) => ctx.engine.isSet(variable2)) : agent.problem;
  if (problem) throw new AppError("conflict", `${agent.id} cannot run: ${problem}`);
}

// server/agents/store.ts
import { asc as asc2, eq as eq4, sql as sql6 } from "drizzle-orm";
var byId2 = (read) =>
  read
    .select()
    .from(agents)
    .where(eq4(agents.id, sql6.placeholder("id")))
    .limit(1)
    .prepare();
async function readAgent(db, id) {
  return (await db.prepared(byId2).all({ id }))[0];
}
async function readAgents(db) {
  return db.read.select().from(agents).orderBy(asc2(agents.id));
}
function putAgent(db, row) {
  const { id, ...rest } = row;
  return [
    toStatement(db.read.insert(agents).values(row).onConflictDoUpdate({ target: agents.id, set: rest })),
    toStatement(
      db.read
        .insert(agentRevisions)
        .values({ agentId: id, revision: row.revision, inputSchema: row.inputSchema, firstSeenAt: row.updatedAt })
        .onConflictDoNothing(),
    ),
  ];
}
function setAgentProblem(db, id, problem, now) {
  return toStatement(db.read.update(agents).set({ problem, updatedAt: now }).where(eq4(agents.id, id)));
}

// server/agents/require-agent.ts
async function requireAgent(ctx, id) {
  const row = await readAgent(ctx.db, id);
  if (!row) throw new AppError("not-found", `There is no agent ${id}.`);
  return row;
}

// server/runs/run-id.ts
import { randomBytes } from "node:crypto";
function createRunId(now, { prefix, rerun = false } = {}) {
  const [day, time] = new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, "").split("T");
  const id = `${rerun ? "rerun" : "run"}_${day}_${time}_${randomBytes(8).toString("hex")}`;
  return prefix === void 0 ? id : `${prefix}_${id}`;
}

// server/runs/start-run.ts
async function startRun({ ctx, input, also, parent }) {
  const agent = await requireAgent(ctx, input.agentId);
  checkRunnable(ctx, agent, input.profiles ?? {});
  const faults = checkAgainstSchema(JSON.parse(agent.inputSchema), input.input, "input");
  if (faults.length > 0)
    throw new AppError(
      "does-not-fit",
      `The input does not fit what ${agent.id} takes: ${faults[0]?.path} ${faults[0]?.message}.`,
      { faults },
    );
  const now = Date.now();
  const inputRef = ctx.db.nextPayloadId();
  const run = {
    key: ctx.db.nextRunKey(),
    id: createRunId(now, { prefix: input.runIdPrefix }),
    agentId: agent.id,
    agentRevision: agent.revision,
    status: "pending",
    createdAt: now,
    inputRef,
    name: input.name ?? null,
    timeoutMs: input.timeoutMs ?? agent.timeoutMs,
    roomId: input.roomId ?? null,
    entityId: input.entityId ?? null,
    messageId: input.messageId ?? null,
    tags: JSON.stringify(input.tags ?? []),
    metadata: JSON.stringify(input.metadata ?? {}),
    staticInputs: JSON.stringify({ ...projectInputs(ctx, agent.id), ...input.staticInputs }),
    flow: input.flow ?? null,
    profiles: JSON.stringify(input.profiles ?? {}),
    ...parent,
  };
  const payload = insertPayloads([{ id: inputRef, body: JSON.stringify(input.input), shared: 0 }]);
  await ctx.db.write([...payload, insertRuns([run]), ...(also?.(run.id) ?? [])]);
  ctx.live.publish("runs");
  ctx.engine.wake();
  const row = await readRunByKey(ctx.db, run.key);
  if (!row) throw new Error(`run ${run.id} was written and is not there`);
  return { run: await detailOf(ctx, row) };
}
function projectInputs(ctx, agentId2) {
  const root = encodeName(agentId2);
  const inputs = Object.entries(ctx.engine.project().settings.staticInputs ?? {});
  return Object.fromEntries(inputs.filter(([path]) => path === root || path.startsWith(`${root}.`)));
}

// server/runs/start-child-run.ts
var deepest = 32;
async function startChildRun({ ctx, key, n, start }) {
  const parent = await readRunByKey(ctx.db, key);
  if (!parent || hasEnded(parent.status)) throw new AppError("conflict", "The run that asked has ended.");
  const known = await readChild(ctx.db, parent.id, n);
  if (known) return { child: known, orphaned: false };
  await checkDepth(ctx, parent);
  const { input, ...rest } = start;
  const wanted = startRunInput.safeParse({ ...rest, input: JSON.parse(input) });
  if (!wanted.success) {
    const issue = wanted.error.issues[0];
    throw new AppError("bad-input", `A run of ${start.agentId} cannot start: ${issue?.path.join(".")} ${issue?.message}.`);
  }
  await startRun({
    ctx,
    input: wanted.data,
    parent: { parentRunId: parent.id, parentStep: n },
    also: (runId2) => [markSteps(key, [n], "childRun", { runId: runId2, agentId: start.agentId })],
  });
  const child = await readChild(ctx.db, parent.id, n);
  const now = await readRunByKey(ctx.db, key);
  if (!child) throw new Error(`the run of step ${n} of ${parent.id} was written and is not there`);
  return { child, orphaned: !now || hasEnded(now.status) };
}
async function checkDepth(ctx, parent) {
  let depth = 1;
  for (let row = parent; row?.parentRunId; row = await readRun(ctx.db, row.parentRunId))
    if (++depth > deepest)
      throw new AppError(
        "conflict",
        `Runs are started ${deepest} deep inside each other. Does an agent start itself without end?`,
      );
}

// server/engine/persist.ts
var pauseMs = 1e3;
async function persist(log, what, work) {
  for (;;) {
    try {
      return await work();
    } catch (cause) {
      log.error(`${what} failed, it is tried again: ${messageOf2(cause)}`);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

// server/engine/child-runs.ts
var ChildRuns = class {
  #options;
  #stopped = false;
  constructor(options) {
    this.#options = options;
  }
  /** What a crash left half done: runs whose parent is gone, and parents that were not told. */
  async tidyUp() {
    const { ctx, cancel, resume } = this.#options;
    for (const key of await readOrphans(ctx.db)) await cancel(key);
    for (const key of await readAllLeftBehind(ctx.db)) await resume(key);
  }
  /** From now on nothing is tried again: what is left is seen to at the next start. */
  stop() {
    this.#stopped = true;
  }
  /** A step asks for a run of another agent. What cannot start ends the step with the reason. */
  async start(key, n, start) {
    const { ctx, cancel, endStep, place } = this.#options;
    await this.#persist(`Starting a run of ${start.agentId} for run ${key}`, async () => {
      const started = await ctx.engine.inTurn(key, () => startChildRun({ ctx, key, n, start })).catch(whyNot);
      if ("code" in started) return void (await endStep(key, { is: "end", n, at: Date.now(), status: "error", error: started }));
      const { child, orphaned } = started;
      if (orphaned) await cancel(child.key);
      else if (child.status === "pending") place(child.key);
      else if (hasEnded(child.status) || child.status === "waiting") await this.tell(child.key);
    });
  }
  /** A run has ended, waits, or goes on again: the one that started it, if any, is told. */
  async tell(key) {
    const { ctx, find, endStep, resume } = this.#options;
    await this.#persist(`Telling the run that started run ${key} of it`, async () => {
      const left = await ctx.engine.inTurn(key, async () => {
        const news = await readChildNews(ctx.db, key);
        const held = news && !news.end ? find(news.parentKey) : void 0;
        if (!news || !held) return news;
        held.host.process.send({ type: "child", key: news.parentKey, take: held.live.take, n: news.n, waits: news.waits });
        return void 0;
      });
      if (left?.end) await endStep(left.parentKey, left.end);
      else if (left && !left.waits) await resume(left.parentKey);
    });
  }
  /** A run was put down for one it has started, which may have gone on meanwhile. */
  async lookAfter(key) {
    const { ctx, resume } = this.#options;
    await this.#persist(`Looking after run ${key}`, async () => {
      for (const left of await readLeftBehind(ctx.db, key)) await resume(left);
    });
  }
  async cancelOf(runId2) {
    const { ctx, cancel } = this.#options;
    await this.#persist(`Cancelling the runs ${runId2} started`, async () => {
      for (const key of await readLiveChildren(ctx.db, runId2)) await cancel(key);
    });
  }
  #persist(what, work) {
    return persist(this.#options.log, what, async () => {
      if (!this.#stopped) await work();
    });
  }
};
var passes = /^SQLITE_(FULL|IOERR|BUSY|LOCKED|READONLY|CANTOPEN|NOMEM)/;
function whyNot(thrown) {
  const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  for (const each of [thrown, cause]) if (each instanceof Error && "code" in each && passes.test(String(each.code))) throw thrown;
  return { code: thrown instanceof AppError ? "CHILD_RUN_REFUSED" : "CHILD_RUN_FAILED", message: messageOf2(thrown) };
}

// server/engine/host-process.ts
import { fork } from "node:child_process";

// server/domain/stall-notice.ts
import { z as z11 } from "zod";
var stallNotice = z11
  .string()
  .transform((line2, context) => {
    try {
      return JSON.parse(line2);
    } catch {
      context.addIssue("is not JSON");
      return z11.NEVER;
    }
  })
  .pipe(z11.object({ ms: z11.number(), key: z11.number().optional() }));

// server/domain/artifact.ts
var mostArtifactBytes = 5e7;
var longestPart2 = 255;
var longestName = 1e3;
var encoder2 = new TextEncoder();
function faultOfArtifactName(name) {
  const bytes3 = (text11) => encoder2.encode(text11).length;
  if (bytes3(name) > longestName) return `is longer than ${longestName} bytes`;
  if (new RegExp("\\p{Surrogate}", "u").test(name)) return "has half a surrogate pair in it, which no file system holds";
  for (const part2 of name.split("/")) {
    if (part2 === "") return 'has an empty part: write it without a "/" at its begin or end, and without "//"';
    if (part2 === "." || part2 === "..") return `has a part "${part2}": it must stay in its step's folder`;
    if (/[\0\\]/.test(part2)) return "has a NUL or a backslash in it";
    if (bytes3(part2) > longestPart2) return `has a part longer than ${longestPart2} bytes`;
    if (isOwnName(part2)) return `has a part "${part2}", which is a file of the run's directory itself`;
    if (part2.includes("~")) return 'has a "~" in it, which names made from hashes use';
  }
  return void 0;
}
function isArtifactPath(path) {
  return path.length < 5e3 && path.split("/").every((part2) => faultOfArtifactName(part2.replaceAll("~", "_")) === void 0);
}
var contentTypePattern = /^[\w.+-]{1,100}\/[\w.+-]{1,100}(?:; ?[\w.+-]{1,50}=[\w.+-]{1,50}){0,4}$/;

// server/engine/check-message.ts
var kindsOfReport = /* @__PURE__ */ new Set(["begin", "end", "note", "artifact", "wait", "run-end"]);
function isFromHost(message) {
  if (!isObject(message)) return false;
  if (message["type"] === "beat") return true;
  if (message["type"] === "trouble" || message["type"] === "warning") return typeof message["message"] === "string";
  if (message["type"] === "start-child") return isChildStart(message);
  if (message["type"] === "text")
    return [message["key"], message["take"], message["n"]].every(Number.isSafeInteger) && typeof message["text"] === "string";
  if (message["type"] === "project")
    return Array.isArray(message["agents"]) && Array.isArray(message["problems"]) && isObject(message["models"]);
  return (
    message["type"] === "reports" &&
    typeof message["upTo"] === "number" &&
    Array.isArray(message["reports"]) &&
    message["reports"].every(isReport)
  );
}
function isChildStart({ key, take, n, start }) {
  if (![key, take, n].every(Number.isSafeInteger) || !isObject(start)) return false;
  return typeof start["agentId"] === "string" && typeof start["input"] === "string";
}
function isReport(report) {
  if (!isObject(report) || !kindsOfReport.has(String(report["is"]))) return false;
  const { key, take, at, is, n, path, inputs } = report;
  if (![key, take, at].every(Number.isSafeInteger)) return false;
  if (is === "wait") return Array.isArray(inputs);
  if (is === "run-end") return typeof report["status"] === "string";
  if (is === "artifact") return isArtifact(report);
  if (!Number.isSafeInteger(n)) return false;
  return is === "end" ? typeof report["status"] === "string" : typeof path === "string" && typeof report["kind"] === "string";
}
function isArtifact({ path, body, contentType: contentType2 }) {
  return (
    typeof path === "string" &&
    isArtifactPath(path) &&
    typeof contentType2 === "string" &&
    contentTypePattern.test(contentType2) &&
    body instanceof Uint8Array &&
    body.byteLength <= mostArtifactBytes
  );
}
function isObject(value) {
  return typeof value === "object" && value !== null;
}

// server/engine/split-lines.ts
import { StringDecoder } from "node:string_decoder";
var longestLine = 64 * 1024;
function splitLines(stream, hear) {
  const decoder2 = new StringDecoder("utf8");
  let rest = "";
  stream.on("data", (chunk) => {
    const lines = (rest + decoder2.write(chunk)).split("\n");
    rest = lines.pop() ?? "";
    for (const line2 of lines) hear(line2);
    if (rest.length > longestLine) {
      hear(rest);
      rest = "";
    }
  });
  stream.on("end", () => {
    if (rest !== "") hear(rest);
  });
}

// server/engine/host-process.ts
var lastWordsMs = 100;
var HostProcess = class {
  pid;
  #child;
  #log;
  #heardAt = performance.now();
  #stall;
  #gone = false;
  #outOfMemory = false;
  #endedBecause;
  constructor(options, events) {
    this.#log = options.log;
    this.#child = fork(options.file, [], {
      cwd: options.workDir ?? options.projectDir,
      serialization: "advanced",
      stdio: ["ignore", "pipe", "pipe", "ipc", "pipe"],
      env: {
        ...options.env,
        TRACKSIDE_HOST_PROJECT: options.projectDir,
        TRACKSIDE_HOST_BUILD: options.buildDir,
        TRACKSIDE_HOST_DEV: options.dev ? "1" : "",
      },
      execArgv: ["--enable-source-maps", ...(options.memoryMb === void 0 ? [] : [`--max-old-space-size=${options.memoryMb}`])],
    });
    this.pid = this.#child.pid;
    this.#child.on("message", (message) => {
      this.#heardAt = performance.now();
      this.#stall = void 0;
      if (this.#gone) return;
      if (isFromHost(message)) events.message(message);
      else this.kill("an agent sent the console what no host says");
    });
    const end = (how) => {
      if (this.#gone) return;
      this.#gone = true;
      const why = this.#outOfMemory ? "it ran out of memory" : how;
      events.gone(this.#endedBecause ?? why);
    };
    this.#child.on("exit", (code, signal) => {
      const told = () => end(signal ? `it was ended by ${signal}` : `it exited with code ${code}`);
      this.#child.once("close", told);
      setTimeout(told, lastWordsMs);
    });
    this.#child.on("error", (cause) => end(`it could not be started: ${cause.message}`));
    this.#forwardOutput();
  }
  send(message) {
    if (!this.#gone && this.#child.connected) this.#child.send(message, () => {});
  }
  silentMs() {
    return performance.now() - this.#heardAt;
  }
  /** After the machine slept, or we ourselves were held up: silence so far proves nothing. */
  forgiveSilence() {
    this.#heardAt = performance.now();
  }
  /** The run its main thread was last seen spinning in, by its own watcher. */
  stalledIn() {
    return this.#stall?.key;
  }
  kill(because) {
    this.#endedBecause ??= because;
    this.#child.kill("SIGKILL");
  }
  /** Lets it finish what it has to say, then ends it. */
  async stop(withinMs) {
    if (this.#gone || this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = new Promise((resolve) => this.#child.once("exit", () => resolve()));
    this.send({ type: "stop" });
    const timer = setTimeout(() => this.kill("it did not stop in time"), withinMs);
    await gone;
    clearTimeout(timer);
  }
  #forwardOutput() {
    const [, stdout, stderr, , watcher] = this.#child.stdio;
    for (const stream of [stdout, stderr])
      if (stream)
        splitLines(stream, (line2) => {
          if (line2.includes("heap out of memory")) this.#outOfMemory = true;
          this.#log.info(`agent: ${line2.slice(0, 2e3)}`);
        });
    if (watcher)
      splitLines(watcher, (line2) => {
        this.#stall = stallNotice.safeParse(line2).data;
      });
  }
};

// server/engine/host-pool.ts
var soonMs = 1e3;
var slowestRestartMs = 1500;
var HostPool = class {
  #options;
  #hosts = /* @__PURE__ */ new Set();
  #shared;
  #starts = 0;
  #startedAt = 0;
  #stopping = false;
  constructor(options) {
    this.#options = options;
  }
  get shared() {
    return this.#shared;
  }
  all() {
    return this.#hosts;
  }
  alone() {
    return [...this.#hosts].filter((host) => host.only !== void 0);
  }
  has(host) {
    return this.#hosts.has(host);
  }
  /** Who has a run in hand, and what is known of it. */
  find(key) {
    for (const host of this.#hosts) {
      const run = host.runs.get(key);
      if (run) return { ...run, host };
    }
    return void 0;
  }
  startShared() {
    if (this.#stopping) return;
    this.#starts++;
    this.#startedAt = performance.now();
    this.#shared = this.#start(void 0);
  }
  /** A host for one run: as all hosts are, or as that run asked for it. */
  startAlone(key, settings) {
    if (!this.#stopping) this.#start(key, settings);
  }
  /** Takes a dead host out; until then its runs count as held. */
  remove(host) {
    this.#hosts.delete(host);
  }
  state() {
    const pid = this.#shared?.process.pid;
    return {
      alive: this.#shared?.ready ?? false,
      restarts: Math.max(0, this.#starts - 1),
      ...(pid === void 0 ? {} : { pid }),
    };
  }
  async stop(withinMs) {
    this.#stopping = true;
    await Promise.all([...this.#hosts].map((host) => host.process.stop(withinMs)));
  }
  #start(only, settings = this.#options.host) {
    const host = {
      process: new HostProcess(
        { ...settings, log: this.#options.log },
        { message: (message) => this.#options.hear(host, message), gone: (how) => this.#gone(host, how) },
      ),
      runs: /* @__PURE__ */ new Map(),
      ready: false,
      only,
      done: false,
    };
    this.#hosts.add(host);
    return host;
  }
  #gone(host, how) {
    if (host === this.#shared) {
      this.#shared = void 0;
      const wait = this.#starts > 1 && performance.now() - this.#startedAt < soonMs ? slowestRestartMs : 0;
      setTimeout(() => this.startShared(), wait);
    }
    this.#options.lost(host, how);
  }
};

// server/agents/register-project.ts
async function registerProject(db, loaded, now, problemOf) {
  const here = new Set(loaded.map((agent) => agent.id));
  const gone = (await readAgents(db)).filter((row) => row.kind === "code" && !here.has(row.id));
  await db.write([
    ...gone.map((row) => setAgentProblem(db, row.id, "It is not in the project any more, or its file does not load.", now)),
    ...loaded.flatMap((agent) =>
      putAgent(db, {
        id: agent.id,
        name: agent.name,
        description: agent.description ?? null,
        kind: "code",
        revision: agent.revision,
        inputSchema: JSON.stringify(agent.inputSchema),
        resultType: agent.resultType,
        file: agent.file,
        timeoutMs: agent.timeoutMs ?? null,
        problem: problemOf(agent.id) ?? null,
        isolation: agent.isolation ? JSON.stringify(agent.isolation) : null,
        updatedAt: now,
      }),
    ),
  ]);
}

// server/domain/project-settings.ts
import { z as z12 } from "zod";
var part = "[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}";
var reserved = /^(?:outcome|global_data)(?:\/|$)/i;
var traceLevel = z12.enum(["full", "basic", "off"]);
var projectSettings = z12.object({
  runsSubpath: z12
    .string()
    .regex(new RegExp(`^${part}(?:/${part}){0,7}$`), "is a relative path of plain parts, as in agents/triage")
    .refine((path) => !reserved.test(path), "may not begin with outcome or global_data, which lie beside the runs")
    .optional(),
  tracing: traceLevel.optional(),
  outcome: z12
    .strictObject({ name: z12.string().regex(new RegExp(`^${part}$`), "is a plain folder name, as in shop") })
    .optional(),
  staticInputs: staticInputs.optional(),
});

// server/engine/open-project.ts
var noProject = { loaded: false, problems: [], models: {}, uses: /* @__PURE__ */ new Map(), settings: {} };
async function openProject(db, log, { agents: agents2, problems, models, settings }, isSet) {
  const uses = new Map(agents2.flatMap((agent) => (agent.models ? [[agent.id, agent.models]] : [])));
  const problemOf = (id) => problemOfProfiles(uses.get(id) ?? [], models, {}, isSet);
  await persist(log, "Writing down the project's agents", () => registerProject(db, agents2, Date.now(), problemOf));
  return { loaded: true, problems, models, uses, settings: projectSettings.catch({}).parse(settings) };
}

// server/agents/current-revision.ts
async function currentRevision(db, agentId2) {
  return (await readAgent(db, agentId2))?.revision;
}

// server/artifacts/keep-artifact.ts
function keepArtifact(runKey, { path, contentType: contentType2, at, body }) {
  return putArtifact({ runKey, path, contentType: contentType2, bytes: body.byteLength, writtenAt: at, body });
}

// server/runs/share-text.ts
import { createHash as createHash2 } from "node:crypto";
function shareText(text11, ranges) {
  const parts = [];
  const texts = [];
  let done = 0;
  for (const [from, to] of ranges) {
    if (from < done || to <= from || to > text11.length) continue;
    const body = text11.slice(from, to);
    const hash = createHash2("sha256").update(body).digest("base64url").slice(0, 22);
    parts.push(text11.slice(done, from), hash);
    texts.push({ hash, body });
    done = to;
  }
  parts.push(text11.slice(done));
  return { body: JSON.stringify(parts), texts };
}

// server/runs/record-reports.ts
var Recording = class {
  #db;
  #begun = /* @__PURE__ */ new Map();
  #ended = [];
  #payloads = [];
  #texts = [];
  #again = [];
  #moves = [];
  #marks = [];
  #artifacts = /* @__PURE__ */ new Map();
  #runEnds = [];
  touched = /* @__PURE__ */ new Set();
  ended = [];
  constructor(db) {
    this.#db = db;
  }
  /** False for what comes too late: the run has ended, was put down, or the step has ended. */
  add(live2, report) {
    if (live2.ended || live2.putDown) return false;
    if (report.is === "end" && !live2.open.has(report.n)) return false;
    this.touched.add(live2);
    if (report.is === "begin") this.#begin(live2, report);
    else if (report.is === "note") this.#note(live2, report);
    else if (report.is === "end") this.#end(live2, report);
    else if (report.is === "artifact") this.#artifacts.set(`${live2.key}:${report.path}`, keepArtifact(live2.key, report));
    else if (report.is === "wait") this.#wait(live2, report);
    else this.#endRun(live2, report);
    return true;
  }
  /** Every run has a root step, written when it is first taken; one that ends before that gets it then. */
  addRoot(live2, inputRef) {
    this.touched.add(live2);
    const begin = {
      n: rootStep,
      parent: 0,
      ordinal: 0,
      kind: "agent",
      path: encodeName(live2.agentId),
      attempt: 1,
      at: live2.startedAt,
    };
    countStep(live2, "agent");
    this.#begun.set(`${live2.key}:${rootStep}`, {
      ...this.#newRow(live2, { is: "begin", ...begin }, "running"),
      parent: null,
      inputRef,
    });
  }
  statements() {
    const statements = [...insertPayloads(this.#payloads), ...keepSharedTexts(this.#texts)];
    if (this.#begun.size > 0) statements.push(insertSteps([...this.#begun.values()]));
    statements.push(...this.#again, ...this.#artifacts.values());
    if (this.#ended.length > 0) statements.push(endSteps(this.#ended));
    const now = Date.now();
    const progress = [...this.touched].map((live2) => ({
      ...live2,
      workedMs: live2.workedBefore + Math.max(0, now - live2.takenAt),
    }));
    if (progress.length > 0) statements.push(updateProgress(progress));
    statements.push(...this.#moves, ...this.#runEnds.map(endRun), ...this.#marks);
    return statements;
  }
  #begin(live2, begin) {
    live2.open.set(begin.n, { startedAt: begin.at });
    if (begin.kind === "agent") live2.childSteps.add(begin.n);
    if (begin.again) {
      if (begin.attempt === 1) countKind(live2, begin.kind);
      const inputRef = begin.attempt === 1 ? this.#keep(begin.input, begin.shared) : null;
      this.#again.push(
        beginStepAgain({
          runKey: live2.key,
          n: begin.n,
          attempt: begin.attempt,
          startedAt: begin.at,
          inputRef,
          status: begin.kind === "input" ? "waiting" : "running",
        }),
      );
      return;
    }
    countStep(live2, begin.kind);
    this.#begun.set(`${live2.key}:${begin.n}`, this.#newRow(live2, begin, begin.kind === "input" ? "waiting" : "running"));
  }
  #note(live2, note) {
    countStep(live2, note.kind);
    const row = this.#newRow(live2, note, "completed");
    row.endedAt = note.at;
    row.endedSeq = row.begunSeq;
    row.preview = wellFormed(note.preview);
    row.outputRef = this.#keep(note.output);
    this.#begun.set(`${live2.key}:${note.n}`, row);
  }
  #newRow(live2, begin, status) {
    return {
      runKey: live2.key,
      n: begin.n,
      parent: begin.parent,
      ordinal: begin.ordinal,
      kind: begin.kind,
      path: begin.path,
      status,
      attempt: begin.attempt,
      startedAt: begin.at,
      endedAt: null,
      begunSeq: ++live2.lastSeq,
      endedSeq: null,
      fingerprint: begin.fingerprint ?? null,
      preview: null,
      error: null,
      usage: null,
      attributes: begin.attributes ?? null,
      inputRef: this.#keep(begin.input, begin.is === "begin" ? begin.shared : []),
      outputRef: null,
    };
  }
  #end(live2, end) {
    if (!live2.open.delete(end.n)) return;
    live2.childSteps.delete(end.n);
    if (hasFailed(end.status) && !end.passedOn) live2.counts.errors++;
    if (end.usage) addUsage(live2, end.usage);
    const ended = {
      status: end.status,
      endedAt: end.at,
      endedSeq: ++live2.lastSeq,
      preview: end.preview === void 0 ? null : wellFormed(end.preview),
      error: end.error ? JSON.stringify(end.error) : null,
      usage: end.usage ? JSON.stringify(end.usage) : null,
      outputRef: this.#keep(end.output),
    };
    const begun = this.#begun.get(`${live2.key}:${end.n}`);
    if (begun) Object.assign(begun, ended);
    else this.#ended.push({ runKey: live2.key, n: end.n, ...ended });
  }
  /** An answer may have been recorded while the host was putting the run down: then it goes on at once. */
  #wait(live2, { inputs, wakeAt }) {
    const goesOn = inputs.some((n) => !live2.open.has(n));
    live2.putDown = { goesOn, wakeAt };
    this.#moves.push(goesOn ? resumeRun(live2.key) : putDownRun(live2.key, wakeAt ?? null));
  }
  #endRun(live2, end) {
    live2.leftChildren = live2.childSteps.size > 0;
    const leftOpen = [...live2.open].filter(([n]) => n !== rootStep).toSorted(([a], [b]) => b - a);
    const status = end.status === "timeout" ? "timeout" : "cancelled";
    for (const [n, { startedAt }] of leftOpen)
      this.#end(live2, { is: "end", n, at: Math.max(startedAt, end.at), status, passedOn: true });
    const result = this.#keep(end.result);
    const { error, passedOn, preview } = end;
    const at = Math.max(live2.startedAt, end.at);
    const failed = end.status === "error" || end.status === "timeout";
    this.#end(live2, {
      is: "end",
      n: rootStep,
      at,
      status: end.status,
      passedOn: failed ? passedOn === true : true,
      ...(preview === void 0 ? {} : { preview }),
      ...(error ? { error } : {}),
    });
    const root = this.#begun.get(`${live2.key}:${rootStep}`) ?? this.#ended.at(-1);
    if (root) root.outputRef = result;
    this.#runEnds.push({
      key: live2.key,
      status: end.status,
      endedAt: at,
      error: error ? JSON.stringify(error) : null,
      resultType: result === null ? null : (end.resultType ?? "json"),
      resultRef: result,
    });
    if (end.unreached) this.#marks.push(markSteps(live2.key, end.unreached, "unreached", true));
    live2.ended = true;
    live2.ending = end.status;
    this.ended.push(live2);
  }
  #keep(text11, shared = []) {
    if (text11 === void 0) return null;
    const id = this.#db.nextPayloadId();
    if (shared.length === 0) this.#payloads.push({ id, body: text11, shared: 0 });
    else {
      const { body, texts } = shareText(text11, shared);
      this.#payloads.push({ id, body, shared: 1 });
      this.#texts.push(...texts);
    }
    return id;
  }
};
function wellFormed(text11) {
  return text11.replace(new RegExp("\\p{Surrogate}", "gu"), "\uFFFD");
}

// server/runs/take-run.ts
async function takeRun2(db, key, now) {
  const row = await readRunByKey(db, key);
  if (!row || (row.status !== "pending" && row.status !== "running")) return void 0;
  const take = row.take + 1;
  const first = row.lastSeq === 0;
  const live2 = createLiveRun(row, take, now);
  const recoveries = row.recoveries + (row.held === 1 ? 1 : 0);
  const recording = new Recording(db);
  if (first) recording.addRoot(live2, row.inputRef);
  const records = first ? [] : await readRecords(db, live2);
  const input = await readPayload(db, row.inputRef);
  const changed = first ? void 0 : await changedRevision(db, row);
  await db.write([
    ...recording.statements(),
    ...(changed === void 0 ? [] : [markSteps(key, [rootStep], "revisionChanged", { from: row.agentRevision, to: changed })]),
    takeRun(key, take, live2.startedAt, recoveries),
  ]);
  return {
    live: live2,
    run: {
      key,
      take,
      runId: row.id,
      agentId: row.agentId,
      attempt: row.attempt,
      recoveries,
      resumed: row.held === 0 && !first,
      input: input ?? "null",
      staticInputs: row.staticInputs,
      profiles: row.profiles,
      rerun: row.rerunFromPath !== null,
      records,
      ...(row.flow === null ? {} : { flow: row.flow }),
      ...(row.timeoutMs === null ? {} : { timeoutMs: Math.max(1, row.timeoutMs - row.workedMs) }),
    },
  };
}
async function changedRevision(db, { agentId: agentId2, agentRevision }) {
  const now = await currentRevision(db, agentId2);
  return now === agentRevision ? void 0 : now;
}
async function readRecords(db, live2) {
  const records = [];
  for await (const part2 of readAllSteps(db, live2.key)) {
    const rows = part2.filter((row) => row.n !== rootStep);
    const refs = rows.flatMap((row) => (row.endedSeq === null ? row.inputRef : row.outputRef) ?? []);
    const payloads2 = await readPayloads(db, refs, wholeValue);
    for (const row of rows) {
      if (row.endedSeq === null) {
        live2.open.set(row.n, { startedAt: row.startedAt });
        if (row.kind === "agent") live2.childSteps.add(row.n);
      }
      records.push(toRecord(row, payloads2));
    }
  }
  return records;
}
function toRecord(row, payloads2) {
  const record = {
    n: row.n,
    parent: row.parent ?? rootStep,
    ordinal: row.ordinal,
    path: row.path,
    attempt: row.attempt,
    startedAt: row.startedAt,
    kind: row.kind,
    status: row.status,
  };
  if (row.fingerprint !== null) record.fingerprint = row.fingerprint;
  const input = row.inputRef === null ? void 0 : payloads2.get(row.inputRef)?.body;
  if (typeof input === "string") record.input = input;
  const output = row.outputRef === null ? void 0 : payloads2.get(row.outputRef)?.body;
  if (row.outputRef !== null && typeof output !== "string") throw new Error(`the recorded output of ${row.path} is missing`);
  if (typeof output === "string") record.output = output;
  if (row.error !== null) record.error = JSON.parse(row.error);
  return record;
}

// server/engine/placement.ts
var mostAlone = 4;
var pauseAfterFaultMs = 1e3;
var recordsAtOnce = 1e3;
var Placement = class {
  #options;
  #placing = /* @__PURE__ */ new Set();
  #cutOff = [];
  #alone = [];
  /** To go on, and not yet looked at whether in a process of their own. */
  #unsorted = [];
  #running;
  #again = false;
  #stopped = false;
  #concurrency = 0;
  #apart = [];
  constructor(options) {
    this.#options = options;
  }
  /** These go on where they were, in the shared host, or alone in one of their own. */
  goOn(keys, alone = false) {
    (alone ? this.#alone : this.#unsorted).push(...keys);
    this.wake();
  }
  /** How many runs may work in the shared host at once, and the agents whose runs stay out of it. */
  allow(concurrency, apart) {
    this.#concurrency = concurrency;
    this.#apart = apart;
  }
  /** There may be something to place, or a place for it. */
  wake() {
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = this.#place()
      .catch((cause) => this.#tryAgain("Runs could not be placed", cause))
      .finally(() => {
        this.#running = void 0;
        if (!this.#again) return;
        this.#again = false;
        this.wake();
      });
  }
  async stop() {
    this.#stopped = true;
    await this.#running;
  }
  async #place() {
    if (this.#stopped) return;
    const { db, hosts } = this.#options;
    for (const host2 of hosts.alone())
      if (host2.only !== void 0 && host2.ready && !host2.done && host2.runs.size === 0) await this.#hand(host2, host2.only);
    await this.#startAlone();
    const host = hosts.shared;
    if (!host?.ready) return;
    const free = this.#concurrency - working(host);
    if (free <= 0) return;
    const fresh = await readPendingKeys(db, free, { but: this.#apart });
    const again = this.#cutOff.splice(0, free);
    fresh.splice(free - again.length);
    await Promise.all([...again, ...fresh].map((key) => this.#hand(host, key)));
  }
  /** Processes for single runs: those that hosts die of, and those whose agent asks for it. */
  async #startAlone() {
    const { db, hosts } = this.#options;
    const unsorted = [...this.#unsorted];
    const apart = await readIsolated(db, unsorted);
    for (const key of this.#unsorted.splice(0, unsorted.length)) (apart.has(key) ? this.#alone : this.#cutOff).push(key);
    const free = mostAlone - hosts.alone().filter((host) => working(host) > 0 || host.runs.size === 0).length;
    if (free <= 0) return;
    const known = /* @__PURE__ */ new Set([...this.#alone, ...hosts.alone().map((host) => host.only)]);
    const pending2 = this.#apart.length > 0 ? await readPendingKeys(db, mostAlone * 2, { of: this.#apart }) : [];
    const again = this.#alone.slice(0, free);
    const keys = [...again, ...pending2.filter((key) => !known.has(key)).slice(0, free - again.length)];
    const isolation = await readIsolated(db, keys);
    this.#alone.splice(0, again.length);
    for (const key of keys) await this.#startOne(key, isolation.get(key));
  }
  /** What keeps one from starting, as a directory that cannot be made, keeps no other from it. */
  async #startOne(key, wanted) {
    const { hosts, ownProcess: ownProcess2 } = this.#options;
    try {
      hosts.startAlone(key, wanted ? await ownProcess2(wanted.runId, wanted.isolation) : void 0);
    } catch (cause) {
      this.#alone.push(key);
      this.#tryAgain(`Run ${key} could not get a process of its own`, cause);
    }
  }
  #tryAgain(what, cause) {
    this.#options.log.error(`${what}, it is tried again: ${messageOf2(cause)}`);
    setTimeout(() => this.wake(), pauseAfterFaultMs);
  }
  async #hand(host, key) {
    if (this.#placing.has(key)) return;
    this.#placing.add(key);
    try {
      await this.#options.turns.take(key, () => this.#take(host, key));
    } catch (cause) {
      (host.only === void 0 ? this.#cutOff : this.#alone).push(key);
      this.#tryAgain(`Run ${key} could not be handed out`, cause);
    } finally {
      this.#placing.delete(key);
    }
    if (host.only === key && host.runs.size === 0) this.#options.spare(host);
  }
  async #take(host, key) {
    if (this.#stopped || this.#options.hosts.find(key)) return;
    const taken2 = await takeRun2(this.#options.db, key, Date.now());
    if (!taken2) return;
    const { ofDataset } = taken2.live;
    const dirs = await this.#options.dirsFor({ key, runId: taken2.run.runId, ofDataset });
    const last = await this.#sendAhead(host, { ...taken2.run, dirs });
    if (this.#stopped) return;
    if (this.#options.hosts.has(host)) this.#give(host, { live: taken2.live, run: last });
    else if (host.only === void 0) this.#cutOff.push(key);
  }
  /** A long record goes ahead in parts: packing it in one piece would hold the event loop. What is left goes with the run. */
  async #sendAhead(host, run) {
    let at = 0;
    for (; run.records.length - at > recordsAtOnce; at += recordsAtOnce) {
      const records = run.records.slice(at, at + recordsAtOnce);
      host.process.send({ type: "records", key: run.key, take: run.take, records });
      await new Promise((resolve) => setImmediate(resolve));
    }
    return at === 0 ? run : { ...run, records: run.records.slice(at) };
  }
  #give(host, { live: live2, run }) {
    host.runs.set(run.key, { live: live2, deadline: run.timeoutMs === void 0 ? void 0 : Date.now() + run.timeoutMs });
    host.process.send({ type: "take", run });
    this.#options.placed(run.key);
    if (live2.childSteps.size > 0) this.wake();
  }
};
function working({ runs: runs2 }) {
  let count = 0;
  for (const { live: live2 } of runs2.values()) if (live2.childSteps.size === 0) count++;
  return count;
}

// server/engine/recorder.ts
var mostReports = 1e3;
var mostBytes2 = 4e6;
var pauseAfterFaultMs2 = 1e3;
var mostPatienceMs = 4;
var Recorder = class {
  #options;
  #waiting = [];
  #running = false;
  #held = false;
  #awaited = false;
  #hurry;
  constructor(options) {
    this.#options = options;
  }
  deliver(delivery) {
    this.#waiting.push(delivery);
    if (
      !this.#awaited &&
      (delivery.reports.length === 0 || delivery.reports.some((report) => report.is !== "begin" || report.awaited))
    ) {
      this.#awaited = true;
      this.#hurry?.();
    }
    if (!this.#running) void this.#run();
  }
  /** Nothing can be written just now: what hosts have said is not known yet, and nobody can be blamed for it. */
  get held() {
    return this.#held;
  }
  /** Resolves when all that was delivered so far is durable, whatever comes behind it. */
  drain() {
    return new Promise((resolve) => {
      this.deliver({ reports: [], durable: () => resolve() });
    });
  }
  async #run() {
    this.#running = true;
    while (this.#waiting.length > 0) {
      await this.#gather();
      const batch = this.#next();
      try {
        await this.#record(batch);
      } catch (cause) {
        this.#options.log.error(`Reports could not be recorded: ${messageOf2(cause)}`);
        for (const { durable } of batch) durable(false);
      }
    }
    this.#running = false;
  }
  async #record(batch) {
    const recording = new Recording(this.#options.db);
    const taken2 = batch.map(({ reports }) => reports.map((report) => this.#add(recording, report)).every(Boolean));
    await this.#write(recording);
    this.#options.recorded([...recording.touched], recording.ended);
    for (const [at, { durable }] of batch.entries()) durable(taken2[at] ?? false);
  }
  #add(recording, report) {
    const live2 = this.#options.liveRun(report.key, report.take);
    return live2 !== void 0 && recording.add(live2, report);
  }
  /** A turn of the event loop, for what lies ready to be read; longer while only begins have come. */
  async #gather() {
    await new Promise((resolve) => setImmediate(resolve));
    if (!this.#awaited)
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, mostPatienceMs);
        this.#hurry = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    this.#hurry = void 0;
    this.#awaited = false;
  }
  #next() {
    let reports = 0;
    let bytes3 = 0;
    let count = 0;
    for (const delivery of this.#waiting) {
      reports += delivery.reports.length;
      for (const report of delivery.reports) bytes3 += bytesOf(report);
      if (count > 0 && (reports > mostReports || bytes3 > mostBytes2)) break;
      count++;
    }
    if (count < this.#waiting.length) this.#awaited = true;
    return this.#waiting.splice(0, count);
  }
  /**
   * A full or failing disk is not the runs' fault: nothing is acknowledged, hosts hold their breath, and we try again
   * until it works. The statements are the same each time, and a refused transaction leaves nothing behind.
   */
  async #write(recording) {
    const statements = recording.statements();
    for (;;) {
      try {
        await this.#options.db.write(statements);
        this.#held = false;
        return;
      } catch (cause) {
        this.#held = true;
        this.#options.log.error(`Steps cannot be recorded now, runs are held until they can: ${messageOf2(cause)}`);
        await new Promise((resolve) => setTimeout(resolve, pauseAfterFaultMs2));
      }
    }
  }
};
function bytesOf(report) {
  if (report.is === "begin") return report.input?.length ?? 0;
  if (report.is === "run-end") return report.result?.length ?? 0;
  if (report.is === "artifact") return report.body.byteLength;
  if (report.is === "wait") return 0;
  return report.output?.length ?? 0;
}

// server/engine/own-process.ts
import { mkdir as mkdir6, readdir as readdir2, rm as rm5 } from "node:fs/promises";
import { join as join9 } from "node:path";
async function ownProcess(shared, workDir, { env = {}, memoryMb }) {
  await mkdir6(workDir, { recursive: true });
  const overlaid = { ...shared.env };
  for (const [name, value] of Object.entries(env))
    if (value === null) delete overlaid[name];
    else overlaid[name] = value;
  return { ...shared, env: overlaid, workDir, ...(memoryMb === void 0 ? {} : { memoryMb }) };
}
var WorkDirs = class {
  #root;
  #log;
  constructor(dataDir, log) {
    this.#root = join9(dataDir, "work");
    this.#log = log;
  }
  of(runId2) {
    return join9(this.#root, runId2);
  }
  /** A process the run has left behind may still be writing there: what cannot go now goes at the next start. */
  async remove(runId2) {
    try {
      await rm5(this.of(runId2), { recursive: true, force: true, maxRetries: 8 });
    } catch (cause) {
      this.#log.warn(`The working directory of run ${runId2} is still there: ${messageOf2(cause)}`);
    }
  }
  /** Its process is gone: where the run has ended with it, what it worked in goes too. */
  async removeOf(db, key) {
    const run = await readRunByKey(db, key);
    if (run && hasEnded(run.status)) await this.remove(run.id);
  }
  async removeAllBut(live2) {
    for (const runId2 of await readdir2(this.#root).catch(() => [])) if (!(await live2(runId2))) await this.remove(runId2);
  }
};

// server/runs/answer-unheld.ts
async function answerUnheld(db, key, end) {
  const row = await readRunByKey(db, key);
  const [step] = await readSteps(db, key, [end.n]);
  if (!row || !step || hasEnded(row.status) || step.endedSeq !== null) return false;
  const live2 = createLiveRun(row, row.take, end.at);
  live2.open.set(end.n, { startedAt: step.startedAt });
  const recording = new Recording(db);
  recording.add(live2, { key, take: row.take, ...end });
  const waited = row.status === "waiting";
  await db.write([...recording.statements(), ...(waited ? [resumeRun(key)] : [])]);
  return true;
}

// server/runs/end-unheld-run.ts
async function endUnheldRun(db, key, end) {
  const row = await readRunByKey(db, key);
  if (!row || hasEnded(row.status)) return void 0;
  const live2 = createLiveRun(row, row.take, end.at);
  const recording = new Recording(db);
  if (row.lastSeq === 0) recording.addRoot(live2, row.inputRef);
  const open2 = await readOpenSteps(db, key);
  for (const step of open2) live2.open.set(step.n, { startedAt: step.startedAt });
  const path = open2.toSorted((a, b) => b.begunSeq - a.begunSeq)[0]?.path;
  const error = end.error && path !== void 0 ? { path, ...end.error } : end.error;
  recording.add(live2, { key, take: row.take, is: "run-end", ...end, ...(error ? { error } : {}) });
  await db.write(recording.statements());
  return row.id;
}

// server/engine/run-deeds.ts
var RunDeeds = class {
  #options;
  constructor(options) {
    this.#options = options;
  }
  cancel(key) {
    return this.#options.turns.take(key, async () => {
      const end = { is: "run-end", status: "cancelled", at: Date.now() };
      const held = await this.#recordHeld(key, end);
      if (held) held.host.process.send({ type: "end", key, take: held.live.take, ending: "cancelled" });
      const done = held !== void 0 || (await this.#endUnheld(key, end));
      this.#options.changed(key);
      return done;
    });
  }
  /** Ends a run no host has in hand; false if it had ended already. */
  end(key, end) {
    return this.#options.turns.take(key, async () => {
      const done = await this.#endUnheld(key, end);
      this.#options.changed(key);
      return done;
    });
  }
  /** Ends a step that waits: its code goes on where a host has it in hand, else the run is taken up again. */
  endStep(key, end) {
    return this.#options.turns.take(key, async () => {
      const held = await this.#recordHeld(key, end);
      if (held) held.host.process.send({ type: "answer", key, take: held.live.take, n: end.n, ...answeredBy(end) });
      else if (await answerUnheld(this.#options.db, key, end)) this.#options.goOn(key);
      else return false;
      return true;
    });
  }
  /** A run 5 s past its deadline whose host did nothing about it: it has timed out, and the host with it. */
  timeOut(host, key) {
    const run = host.runs.get(key);
    if (!run) return;
    const guilty = host.process.stalledIn();
    if (guilty === void 0 || guilty === key) {
      const message = "The run did not end by its deadline, and did not let its process answer.";
      void this.record(run.live, { is: "run-end", status: "timeout", at: Date.now(), error: { code: "TIMEOUT", message } });
    }
    host.process.kill(`run ${run.live.id} was 5 s past its deadline and the process did not answer`);
  }
  /** Records something of a run in order behind what its host said so far; false if that made it too late. */
  record(live2, body) {
    return new Promise((resolve) => {
      this.#options.recorder.deliver({ reports: [{ key: live2.key, take: live2.take, ...body }], durable: resolve });
    });
  }
  /** Nothing if no host has the run, or if what its host said before was that it has ended or waits: then the rows are the truth. */
  async #recordHeld(key, body) {
    const held = this.#options.hosts.find(key);
    return held && (await this.record(held.live, body)) ? held : void 0;
  }
  async #endUnheld(key, end) {
    const runId2 = await endUnheldRun(this.#options.db, key, end);
    if (runId2 !== void 0) this.#options.ended(key, runId2);
    return runId2 !== void 0;
  }
};

// server/engine/after-host-death.ts
function afterHostDeath(deaths) {
  if (deaths < 2) return { place: "shared" };
  return deaths === 2 ? { place: "alone" } : { place: "nowhere" };
}

// server/engine/run-mover.ts
var RunMover = class {
  #options;
  #deaths = /* @__PURE__ */ new Map();
  constructor(options) {
    this.#options = options;
  }
  /** The run has ended or was put down: what hosts died of before counts no more. */
  forget(key) {
    this.#deaths.delete(key);
  }
  /** What the host said last is recorded first, then its runs go on from there. */
  async moveFrom(host, how, stopping) {
    const { hosts, drain, placement } = this.#options;
    await drain();
    hosts.remove(host);
    if (stopping()) return;
    const guilty = host.process.stalledIn();
    const never = host.only !== void 0 && !host.done && !host.runs.has(host.only) ? [host.only] : [];
    const left = [...host.runs].filter(([, { live: live2 }]) => !live2.ended && !live2.putDown).map(([key]) => key);
    for (const key of [...left, ...never]) await this.#move(key, guilty, how);
    placement.wake();
  }
  async #move(key, guilty, how) {
    const deaths = (this.#deaths.get(key) ?? 0) + (guilty === void 0 || guilty === key ? 1 : 0);
    this.#deaths.set(key, deaths);
    const { place } = afterHostDeath(deaths);
    if (place !== "nowhere") return this.#options.placement.goOn([key], place === "alone");
    const message = `The process this run had to itself ended too (${how}). What ran last is where to look; a step's code must not end or exhaust its process.`;
    await this.#options.end(key, { status: "error", at: Date.now(), error: { code: "HOST_DIED", message } });
    this.forget(key);
  }
};

// server/engine/wake-timers.ts
var longestTimer = 2147483647;
var WakeTimers = class {
  #timers = /* @__PURE__ */ new Map();
  #wake;
  constructor(wake) {
    this.#wake = wake;
  }
  set(key, wakeAt) {
    this.clear(key);
    const due = () => {
      this.#timers.delete(key);
      if (Date.now() >= wakeAt) this.#wake(key);
      else this.set(key, wakeAt);
    };
    this.#timers.set(key, setTimeout(due, Math.max(0, Math.min(wakeAt - Date.now(), longestTimer))));
  }
  clear(key) {
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
  }
  close() {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
};

// server/engine/watch-hosts.ts
var lookEveryMs = 1e3;
var graceMs = 5e3;
var longestSilenceMs = 3e4;
function watchHosts({ hosts, silenceMs, overdue }) {
  let lookedAt = performance.now();
  const timer = setInterval(() => {
    const late = performance.now() - lookedAt > lookEveryMs * 4;
    lookedAt = performance.now();
    for (const host of hosts()) {
      if (late) {
        host.process.forgiveSilence();
        for (const run of host.runs.values()) if (run.deadline !== void 0) run.deadline = Math.max(run.deadline, Date.now());
      } else if (host.process.silentMs() > silenceMs) host.process.kill(silence(host, silenceMs));
      else
        for (const [key, run] of host.runs)
          if (run.deadline !== void 0 && Date.now() > run.deadline + graceMs) overdue(host, key);
    }
  }, lookEveryMs);
  return () => clearInterval(timer);
}
function silence(host, ms) {
  const guilty = host.process.stalledIn();
  const run = guilty === void 0 ? void 0 : host.runs.get(guilty)?.live;
  const silent = `it was silent for ${ms / 1e3} s`;
  return run ? `${silent}, busy in run ${run.id}` : silent;
}

// server/engine/watch-project.ts
import { watch } from "node:fs";
var settleMs = 80;
var notSource = /(^|[\\/])(node_modules|\.git|\.trackside|runs)([\\/]|$)/;
function watchProject(dir, log, changed) {
  let timer;
  try {
    const watcher = watch(dir, { recursive: true }, (_event, file) => {
      if (file !== null && notSource.test(file)) return;
      clearTimeout(timer);
      timer = setTimeout(changed, settleMs);
    });
    watcher.on("error", (cause) => log.warn(`The project is not watched any more: ${messageOf2(cause)}`));
    return () => {
      clearTimeout(timer);
      watcher.close();
    };
  } catch (cause) {
    log.warn(`The project cannot be watched, changes show after a restart: ${messageOf2(cause)}`);
    return () => {};
  }
}

// server/engine/engine.ts
var defaultConcurrency = 64;
var stopWithinMs = 2e3;
var letGoWithinMs = 1e4;
var Engine = class {
  #options;
  #recorder;
  #hosts;
  #placement;
  #turns = new RunTurns();
  #workDirs;
  #children;
  #mover;
  #deeds;
  #wakes = new WakeTimers((key) => void this.#wakeUp(key));
  #lastTrouble;
  #project = noProject;
  #stopping = false;
  #stopWatching = () => {};
  constructor(options) {
    this.#options = options;
    const { db, log } = options;
    this.#workDirs = new WorkDirs(options.dataDir, log);
    this.#hosts = new HostPool({
      host: options.host,
      log,
      hear: (host, message) => this.#hear(host, message),
      lost: (host, how) => void this.#lost(host, how),
    });
    this.#placement = new Placement({
      db,
      log,
      hosts: this.#hosts,
      turns: this.#turns,
      ownProcess: (runId2, isolation) => ownProcess(options.host, this.#workDirs.of(runId2), isolation),
      dirsFor: (run) => options.directories.dirsFor(run),
      placed: (key) => this.#changed(key),
      spare: (host) => this.#letGo(host),
    });
    this.#mover = new RunMover({
      hosts: this.#hosts,
      placement: this.#placement,
      drain: () => this.#recorder.drain(),
      end: async (key, end) => {
        await persist(log, `Ending run ${key}`, () => this.#deeds.end(key, end));
      },
    });
    this.#children = new ChildRuns({
      ctx: { db, live: options.live, engine: this, directories: options.directories, version: options.version },
      log,
      find: (key) => this.#hosts.find(key),
      endStep: (key, end) => this.#deeds.endStep(key, end),
      cancel: (key) => this.cancel(key),
      place: (key) => this.#placement.goOn([key]),
      resume: (key) => this.#wakeUp(key),
    });
    this.#recorder = new Recorder({
      db,
      log,
      liveRun: (key, take) => {
        const live2 = this.#hosts.find(key)?.live;
        return live2?.take === take ? live2 : void 0;
      },
      recorded: (touched, ended) => this.#recorded(touched, ended),
    });
    this.#deeds = new RunDeeds({
      db,
      hosts: this.#hosts,
      recorder: this.#recorder,
      turns: this.#turns,
      goOn: (key) => this.#goOn(key),
      changed: (key) => this.#changed(key),
      ended: (key, runId2) => {
        options.directories.settled(key);
        void this.#children.tell(key);
        void this.#children.cancelOf(runId2);
        if (!this.#hosts.alone().some((host) => host.only === key)) void this.#workDirs.remove(runId2);
      },
    });
  }
  async start() {
    this.#placement.goOn(await readCutOffKeys(this.#options.db));
    for (const { key, wakeAt } of await readWakeTimes(this.#options.db)) this.#wakes.set(key, wakeAt);
    await this.#children.tidyUp();
    await this.#workDirs.removeAllBut((runId2) => isLive(this.#options.db, runId2));
    this.#hosts.startShared();
    const { host, log, dev, silenceMs } = this.#options;
    const unwatch = dev
      ? watchProject(host.projectDir, log, () => this.#hosts.shared?.process.send({ type: "reload" }))
      : () => {};
    const stopWatching = watchHosts({
      hosts: () => this.#hosts.all(),
      silenceMs: silenceMs ?? longestSilenceMs,
      overdue: (each, key) => {
        if (!this.#recorder.held) this.#deeds.timeOut(each, key);
      },
    });
    this.#stopWatching = () => {
      unwatch();
      stopWatching();
    };
  }
  /** Ends the hosts and writes down what they said last. Runs that were not done stay as they are, to go on at the next start. */
  async stop() {
    this.#stopping = true;
    this.#stopWatching();
    this.#wakes.close();
    this.#children.stop();
    await this.#hosts.stop(stopWithinMs);
    await this.#placement.stop();
    await this.#recorder.drain();
    await markStopped2(this.#options.db);
  }
  wake() {
    this.#placement.wake();
  }
  host() {
    return { ...this.#hosts.state(), ...(this.#lastTrouble ? { lastTrouble: this.#lastTrouble } : {}) };
  }
  project() {
    return { dir: this.#options.host.projectDir, ...this.#project };
  }
  isSet(variable2) {
    return Boolean(this.#options.host.env[variable2]);
  }
  texts(key) {
    return this.#hosts.find(key)?.live.texts ?? /* @__PURE__ */ new Map();
  }
  inTurn(key, work) {
    return this.#turns.take(key, work);
  }
  cancel(key) {
    return this.#deeds.cancel(key);
  }
  answer(key, n, output) {
    const preview = output.slice(0, 160);
    return this.#deeds.endStep(key, { is: "end", n, at: Date.now(), status: "completed", output, preview });
  }
  async #wakeUp(key) {
    const { log, db } = this.#options;
    const waited = await persist(log, `Waking run ${key}`, () => this.#turns.take(key, () => resumeRun2(db, key)));
    if (waited) this.#goOn(key);
  }
  /** A run that waited may be taken up again. */
  #goOn(key) {
    this.#wakes.clear(key);
    this.#placement.goOn([key]);
    this.#changed(key);
    void this.#children.tell(key);
  }
  #hear(host, message) {
    if (message.type === "reports") {
      const durable = () => host.process.send({ type: "durable", upTo: message.upTo });
      this.#recorder.deliver({ reports: message.reports, durable });
    } else if (message.type === "start-child") {
      const held = host.runs.get(message.key);
      if (held?.live.take === message.take) void this.#children.start(message.key, message.n, message.start);
    } else if (message.type === "text") this.#tellText(host, message);
    else if (message.type === "trouble") this.#trouble(message.message);
    else if (message.type === "warning") this.#options.log.warn(message.message);
    else if (message.type === "project") void this.#opened(host, message);
  }
  /** Text of a step on its way: those who watch see it come; what is recorded comes with the step's end. */
  #tellText(host, { key, take, n, text: text11 }) {
    const live2 = host.runs.get(key)?.live;
    if (live2?.take !== take || live2.ended) return;
    addText(live2, n, text11);
    this.#options.live.publish(runTopic(key));
  }
  async #opened(host, message) {
    if (host.only === void 0) {
      const { db, log } = this.#options;
      this.#project = await openProject(db, log, message, (variable2) => this.isSet(variable2));
      const apart = message.agents.flatMap(({ id, isolation }) => (isolation ? [id] : []));
      this.#placement.allow(this.#options.concurrency ?? message.concurrency ?? defaultConcurrency, apart);
    }
    host.ready = true;
    this.#options.live.publish("agents");
    this.wake();
  }
  #recorded(touched, ended) {
    for (const live2 of ended) {
      this.#forget(live2.key);
      this.#options.directories.settled(live2.key, live2.ofDataset);
      this.#options.live.publish(statusTopic(live2.key));
      if (live2.isChild) void this.#children.tell(live2.key);
      if (live2.leftChildren) void this.#children.cancelOf(live2.id);
    }
    const putDown = touched.filter((live2) => live2.putDown && this.#hosts.find(live2.key)?.live === live2);
    for (const live2 of putDown) this.#release(live2);
    for (const live2 of touched) {
      forgetTexts(live2);
      this.#options.live.publish(runTopic(live2.key));
    }
    if (ended.length === 0 && putDown.length === 0) return;
    this.#options.live.publish("runs");
    this.wake();
  }
  #release({ key, putDown, isChild, childSteps }) {
    this.#forget(key);
    this.#options.live.publish(statusTopic(key));
    if (putDown?.goesOn) return this.#goOn(key);
    if (putDown?.wakeAt !== void 0) this.#wakes.set(key, putDown.wakeAt);
    if (isChild) void this.#children.tell(key);
    if (childSteps.size > 0) void this.#children.lookAfter(key);
  }
  #forget(key) {
    this.#mover.forget(key);
    const host = this.#hosts.find(key)?.host;
    host?.runs.delete(key);
    if (host && host.only !== void 0) this.#letGo(host);
  }
  /** A host of one run's own has nothing more to do. */
  #letGo(host) {
    host.done = true;
    void host.process.stop(letGoWithinMs);
  }
  #changed(key) {
    this.#options.live.publish(runTopic(key));
    this.#options.live.publish(statusTopic(key));
    this.#options.live.publish("runs");
  }
  #trouble(message) {
    this.#lastTrouble = { at: Date.now(), message };
    this.#options.log.warn(`agent host: ${message}`);
    this.#options.live.publish("host");
  }
  /** A host is gone; its runs go on in another. */
  async #lost(host, how) {
    if (!this.#stopping && !host.done) this.#trouble(`The agent host ended (${how}); ${host.runs.size} runs go on in a new one.`);
    await this.#mover.moveFrom(host, how, () => this.#stopping);
    if (host.only !== void 0 && !this.#stopping) await this.#workDirs.removeOf(this.#options.db, host.only);
  }
};

// server/live/wait-for-change.ts
function listen(live2, topic, signal) {
  let changed = false;
  let wake;
  const stir = () => {
    changed = true;
    wake?.();
  };
  const unsubscribe = live2.subscribe(topic, stir);
  signal.addEventListener("abort", stir, { once: true });
  return {
    async next() {
      if (!changed && !signal.aborted) await new Promise((resolve) => (wake = resolve));
      wake = void 0;
      changed = false;
    },
    close() {
      unsubscribe();
      signal.removeEventListener("abort", stir);
    },
  };
}

// server/log.ts
var levels = ["debug", "info", "warn", "error", "silent"];
function createLog(level) {
  const least = levels.indexOf(level);
  const at = (name) => (line2) => {
    if (levels.indexOf(name) >= least)
      process.stderr.write(`${/* @__PURE__ */ new Date().toISOString()} ${name.padEnd(5)} ${line2}
`);
  };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

// server/open-console.ts
var longestOpeningMs = 15e3;
async function openConsole(given) {
  const { root, env, hostEnv, version, dev = false, idle = false, ...options } = given;
  const log = createLog(env.logLevel);
  const { db, migrated } = await openDatabase(env.dataDir, join10(root, "db/migrations"));
  const live2 = new LiveBus();
  const host = {
    file: join10(root, "dist/host.js"),
    projectDir: env.projectDir,
    buildDir: join10(env.dataDir, "build"),
    env: hostEnv,
    dev,
  };
  const directories = new Directories({
    db,
    log,
    runsDir: join10(env.dataDir, "runs"),
    settings: () => engine.project().settings,
  });
  const engine = new Engine({ db, live: live2, log, version, dataDir: env.dataDir, host, directories, dev, ...options });
  if (!idle) await engine.start();
  const opened = async (within) => {
    const stopped = within === void 0 ? stop.signal : AbortSignal.any([stop.signal, AbortSignal.timeout(within)]);
    const changes = listen(live2, "agents", stopped);
    while (!engine.project().loaded && !stopped.aborted) await changes.next();
    changes.close();
  };
  const stop = new AbortController();
  const swept = opened().then(() => directories.sweep());
  return {
    ctx: { db, live: live2, engine, directories, version },
    migrated: migrated.applied,
    projectOpened: () => opened(longestOpeningMs),
    stop: async () => {
      if (!idle) await engine.stop();
      stop.abort();
      await directories.stop();
      await swept;
      await db.close();
    },
  };
}

// server/runs/wait-for-run.ts
var longestWaitMs = 6e5;
async function waitForRun({ ctx, runId: runId2, signal }) {
  const until = AbortSignal.any([signal, AbortSignal.timeout(longestWaitMs)]);
  const { key } = await requireRun(ctx, runId2);
  const changes = listen(ctx.live, statusTopic(key), until);
  try {
    for (;;) {
      const row = await requireRun(ctx, runId2);
      if (hasEnded(row.status) || row.status === "waiting" || until.aborted) return { run: await detailOf(ctx, row) };
      await changes.next();
    }
  } finally {
    changes.close();
  }
}

// bench/bench-console.ts
async function openBenchConsole(agents2, files = {}) {
  const home = await mkdtemp(join11(tmpdir(), "trackside-bench-"));
  const projectDir = join11(home, "project");
  await mkdir7(join11(projectDir, "agents"), { recursive: true });
  for (const [name, text11] of Object.entries(agents2)) await writeFile4(join11(projectDir, "agents", `${name}.ts`), text11);
  for (const [name, text11] of Object.entries(files)) await writeFile4(join11(projectDir, name), text11);
  const env = {
    port: 0,
    host: "127.0.0.1",
    dataDir: join11(home, "data"),
    projectDir,
    apiKey: void 0,
    allowedHosts: [],
    logLevel: "warn",
  };
  const console2 = await openConsole({ root: process.cwd(), env, hostEnv: process.env, version: "bench" });
  await console2.projectOpened();
  const { ctx } = console2;
  const settled = (runId2) => waitForRun({ ctx, runId: runId2, signal: new AbortController().signal });
  return {
    ctx,
    home,
    runToEnd: async (agentId2, input) => {
      const { run } = await startRun({ ctx, input: { agentId: agentId2, input } });
      const ended = await settled(run.runId);
      if (ended.run.status !== "completed")
        throw new Error(`${agentId2} ended as ${ended.run.status}: ${ended.run.error?.message}`);
      return ended.run;
    },
    runToWait: async (agentId2, input) => {
      const { run } = await startRun({ ctx, input: { agentId: agentId2, input } });
      return (await settled(run.runId)).run;
    },
    answerToEnd: async (runId2, path, value) => {
      await answerInput({ ctx, input: { runId: runId2, path, value } });
      return (await settled(runId2)).run;
    },
    close: async () => {
      await console2.stop();
      await rm6(home, { recursive: true, force: true });
    },
  };
}

// bench/through.ts
var noOp = `import { defineAgent } from "trackside";
export default defineAgent({ id: "no-op", run: () => null });`;
var c = await openBenchConsole({ "no-op": noOp });
for (const n of [500, 3e3]) {
  const t = performance.now();
  const runs2 = await Promise.all(
    Array.from({ length: n }, () => startRun({ ctx: c.ctx, input: { agentId: "no-op", input: null } })),
  );
  const t2 = performance.now();
  await Promise.all(runs2.map(({ run }) => waitForRun({ ctx: c.ctx, runId: run.runId, signal: new AbortController().signal })));
  const t3 = performance.now();
  console.log(n, "start", Math.round((n / (t2 - t)) * 1e3), "/s; whole", Math.round((n / (t3 - t)) * 1e3), "/s");
}
await c.close();
process.exit(0);
//# sourceMappingURL=through.js.map
