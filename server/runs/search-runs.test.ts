import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listRunsInput, type RunPage } from "@/server/domain/run";
import { howOften } from "@/server/testing/how-often";
import { openTestConsole } from "@/server/testing/test-console";
import { deleteRun } from "./delete-run";
import { listRuns } from "./list-runs";
import { insertPayloads } from "./payload-store";
import { insertRuns } from "./store";

let dir: string;
let console: Awaited<ReturnType<typeof openTestConsole>>;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "trackside-search-"));
  console = await openTestConsole({ dir });
});
afterEach(async () => {
  await console.close();
});

const word: fc.Arbitrary<string> = fc.constantFrom(
  "Kettle",
  "refund",
  'a "quoted" word',
  "two\nlines",
  "straße",
  "日本語の本",
  "🫖 tea",
  "50%_off",
  "xy",
);
const run = fc.record({
  agentId: fc.constantFrom("a", "b"),
  status: fc.constantFrom("completed", "error", "waiting"),
  createdAt: fc.integer({ min: 1000, max: 1020 }),
  name: fc.option(word),
  input: fc.array(word, { maxLength: 2 }),
  result: fc.option(fc.dictionary(fc.constantFrom("a", "b"), word)),
});
type Given = typeof run extends fc.Arbitrary<infer Value> ? Value : never;
type Stored = Given & { id: string; key: number };

async function add(given: Given[], tell: boolean): Promise<Stored[]> {
  const { db, texts } = console.ctx;
  const stored = given
    .map((each) => ({ ...each, key: db.nextRunKey(), id: "" }))
    .map((each) => ({ ...each, id: `run_${each.key}` }));
  if (stored.length === 0) return stored;
  const rows = stored.map(({ key, id, agentId, name, createdAt, status }) => {
    const times = status === "waiting" ? {} : { startedAt: createdAt, endedAt: createdAt + 1 };
    const row = { key, id, agentId, name, createdAt, status, ...times };
    return { ...row, agentRevision: "r", inputRef: db.nextPayloadId(), resultRef: db.nextPayloadId() };
  });
  const payloads = stored.flatMap(({ input, result }, at) => [
    { id: rows[at]?.inputRef ?? 0, body: JSON.stringify(input), shared: 0 as const },
    { id: rows[at]?.resultRef ?? 0, body: JSON.stringify(result), shared: 0 as const },
  ]);
  await db.write([...insertPayloads(payloads), insertRuns(rows)]);
  if (tell) for (const { key, status } of stored) if (status !== "waiting") texts.changed(key);
  return stored;
}

const list = (input: object): Promise<RunPage> => listRuns({ ctx: console.ctx, input: listRunsInput.parse(input) });

async function listAll(input: object): Promise<{ ids: string[]; total: number }> {
  const ids: string[] = [];
  for (let cursor: string | null = null; ;) {
    const page: RunPage = await list({ ...input, limit: 3, ...(cursor === null ? {} : { cursor }) });
    ids.push(...page.runs.map(({ runId }) => runId));
    cursor = page.nextCursor;
    if (cursor === null) return { ids, total: page.total };
  }
}

/** What a reader sees of a run, in one piece. */
const seen = ({ name, input, result }: Stored): string =>
  [name ?? "", ...input, ...Object.values(result ?? {})].join("\n").toLowerCase();

function expected(all: Stored[], q: string, agentId?: string[]): string[] {
  return all
    .filter((each) => !agentId || agentId.includes(each.agentId))
    .filter((each) => seen(each).includes(q.toLowerCase()))
    .toSorted((a, b) => b.createdAt - a.createdAt || b.key - a.key)
    .map(({ id }) => id);
}

const query = fc.constantFrom(
  "kettle",
  "REFUND",
  '"quoted"',
  "quoted",
  "two",
  "traß",
  "日本語",
  "🫖",
  "50%_",
  "%",
  "xy",
  "no such text",
  "*",
  "OR",
);

test("what runs say is found, whatever its letters, with a list's filters and in its order", async () => {
  const all: Stored[] = [];
  await fc.assert(
    fc.asyncProperty(
      fc.array(run, { maxLength: 6 }),
      query,
      fc.option(fc.subarray(["a", "b"], { minLength: 1 })),
      async (more, q, agentId) => {
        all.push(...(await add(more, true)));
        const ids = expected(all, q, agentId ?? undefined);
        expect(await listAll({ q, ...(agentId ? { agentId } : {}) })).toEqual({ ids, total: ids.length });
      },
    ),
    { numRuns: howOften(30, 200) },
  );
}, 60_000);

test("what ended while nobody looked is found after the next start; a deleted run no more", async () => {
  const say = (text: string): Given => ({
    agentId: "a",
    status: "completed",
    createdAt: 1000,
    name: null,
    input: [text],
    result: null,
  });
  const stored = await add([say("the first kettle"), say("the last kettle")], false);
  await console.stop();
  console = await openTestConsole({ dir });
  expect((await listAll({ q: "kettle" })).ids).toEqual(stored.map(({ id }) => id).toReversed());
  await deleteRun({ ctx: console.ctx, input: { runId: stored[1]?.id ?? "" } });
  expect((await listAll({ q: "kettle" })).ids).toEqual([stored[0]?.id]);
});

test("a word most runs say is found in their order, and counted, with other filters too", async () => {
  const count = 20_800;
  const made = Array.from({ length: count }, (_, n): Given => ({
    agentId: n % 7 === 0 ? "b" : "a",
    status: n % 1000 === 1 ? "waiting" : "completed",
    // In another order than that in which they were written.
    createdAt: 1000 + ((n * 7919) % count),
    name: n % 101 === 0 ? "teapot" : "kettle",
    input: [],
    result: null,
  }));
  const all = await add(made, true);
  const of = (agentId?: string[]) => expected(all, "kettle", agentId);
  const takenUp = async () => !("totalIsLowerBound" in (await list({ q: "teapot", limit: 1 })));
  await expect.poll(takenUp, { timeout: 40_000 }).toBe(true);
  expect(await list({ q: "kettle", limit: 100 })).toMatchObject({ total: 10_000, totalIsLowerBound: true });
  const first = await list({ q: "kettle", limit: 100 });
  const second = await list({ q: "kettle", limit: 100, cursor: first.nextCursor });
  expect([...first.runs, ...second.runs].map(({ runId }) => runId)).toEqual(of().slice(0, 200));
  const ofB = await list({ q: "kettle", agentId: ["b"], limit: 100 });
  expect(ofB.total).toBe(of(["b"]).length);
  expect(ofB.runs.map(({ runId }) => runId)).toEqual(of(["b"]).slice(0, 100));
}, 60_000);
