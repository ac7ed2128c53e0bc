import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listRunsInput, type RunPage, type RunSummary } from "@/server/domain/run";
import { openTestConsole } from "@/server/testing/test-console";
import { getNeighbours, neighboursInput } from "./get-neighbours";
import { listRuns } from "./list-runs";
import { insertRuns } from "./store";

let console: Awaited<ReturnType<typeof openTestConsole>>;
beforeEach(async () => {
  // Ended runs only: the engine has nothing to do with them.
  console = await openTestConsole();
});
afterEach(() => console.close());

const ended = fc.constantFrom("completed", "error", "timeout", "cancelled");
const agent = fc.constantFrom("a", "b", "c");
const room = fc.constantFrom("kitchen", "hall");
const tag = fc.constantFrom("smoke", "nightly", "näht");
const datasetRun = fc.constantFrom("dsr_a", "dsr_b");
const run = fc.record({
  status: ended,
  createdAt: fc.integer({ min: 1000, max: 1030 }),
  startedAt: fc.option(fc.integer({ min: 1000, max: 1050 })),
  worked: fc.integer({ min: 0, max: 8 }),
  cost: fc.option(fc.integer({ min: 0, max: 3 })),
  tags: fc.uniqueArray(tag, { maxLength: 3 }),
  roomId: fc.option(room),
  // A dataset run is one agent's.
  place: fc.oneof(
    fc.record({
      agentId: agent,
      datasetRunId: fc.constant(null),
      parentRunId: fc.option(fc.constant("run_parent"), { nil: null }),
    }),
    fc.constantFrom(
      { agentId: "a" as const, datasetRunId: "dsr_a", parentRunId: null },
      { agentId: "b" as const, datasetRunId: "dsr_b", parentRunId: null },
    ),
  ),
});
const someOf = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { minLength: 1, maxLength: 3 });
const filter = fc.record(
  {
    agentId: someOf(agent),
    status: someOf(ended),
    roomId: someOf(room),
    tag: someOf(tag),
    datasetRunId: someOf(datasetRun),
    minMs: fc.integer({ min: 0, max: 8 }),
    maxMs: fc.integer({ min: 0, max: 8 }),
    sort: fc.constantFrom("createdAt" as const, "durationMs" as const, "cost" as const),
    single: fc.boolean(),
    from: fc.integer({ min: 995, max: 1035 }),
    to: fc.integer({ min: 995, max: 1035 }),
    limit: fc.integer({ min: 1, max: 7 }),
  },
  { requiredKeys: ["limit"] },
);
type Given = typeof run extends fc.Arbitrary<infer Value> ? Value : never;
type Stored = ReturnType<typeof toRow>;

/** Those that never began have no duration, and no cost. */
function toRow({ place, tags, worked, cost, startedAt, ...given }: Given) {
  const endedAt = startedAt === null ? given.createdAt : startedAt + worked;
  const known = startedAt === null ? null : { durationMs: worked, costMicroUsd: cost };
  const key = console.ctx.db.nextRunKey();
  return {
    key,
    id: `run_${key}`,
    ...given,
    ...place,
    startedAt,
    endedAt,
    tags,
    durationMs: known?.durationMs ?? null,
    costMicroUsd: known?.costMicroUsd ?? null,
  };
}

async function add(runs: Given[]): Promise<Stored[]> {
  const stored = runs.map(toRow);
  const rows = stored.map((each) => ({ ...each, tags: JSON.stringify(each.tags), agentRevision: "r", durationMs: null }));
  if (rows.length > 0) await console.ctx.db.write([insertRuns(rows)]);
  return stored;
}

const plain = (createdAt: number): Given => ({
  status: "completed",
  createdAt,
  startedAt: createdAt,
  worked: 1,
  cost: null,
  tags: [],
  roomId: null,
  place: { agentId: "a", datasetRunId: null, parentRunId: null },
});

const list = (input: object): Promise<RunPage> => listRuns({ ctx: console.ctx, input: listRunsInput.parse(input) });

/** What is not known stands behind what is, newest first. */
function inOrder(sort: "createdAt" | "durationMs" | "cost" | undefined): (a: Stored, b: Stored) => number {
  const at = (each: Stored) => (sort === "cost" ? each.costMicroUsd : sort === "durationMs" ? each.durationMs : null);
  return (a, b) => {
    const [x, y] = [at(a), at(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null) || b.createdAt - a.createdAt || b.key - a.key;
    return y - x || b.key - a.key;
  };
}

test("pages and totals are what a plain filter over all runs gives, whatever the filter", async () => {
  const all: Stored[] = [];
  await fc.assert(
    fc.asyncProperty(fc.array(run, { maxLength: 25 }), filter, async (more, given) => {
      all.push(...(await add(more)));
      if (given.sort && given.sort !== "createdAt" && new Set(given.agentId).size !== 1) {
        await expect(list(given)).rejects.toMatchObject({ kind: "bad-input", faults: [{ path: "sort" }] });
        return;
      }
      const expected = all
        .filter((each) => !given.roomId || given.roomId.some((id) => id === each.roomId))
        .filter((each) => !given.tag || given.tag.some((one) => each.tags.includes(one)))
        .filter((each) => !given.datasetRunId || given.datasetRunId.some((id) => id === each.datasetRunId))
        .filter((each) => !given.single || (each.datasetRunId === null && !each.parentRunId))
        .filter((each) => given.minMs === undefined || (each.durationMs !== null && each.durationMs >= given.minMs))
        .filter((each) => given.maxMs === undefined || (each.durationMs !== null && each.durationMs <= given.maxMs))
        .filter((each) => !given.agentId || given.agentId.includes(each.agentId))
        .filter((each) => !given.status || given.status.includes(each.status))
        .filter((each) => given.from === undefined || each.createdAt >= given.from)
        .filter((each) => given.to === undefined || each.createdAt < given.to)
        .toSorted(inOrder(given.sort))
        .map((each) => `run_${each.key}`);
      const found: string[] = [];
      let cursor: string | null = null;
      do {
        const page: RunPage = await list({ ...given, ...(cursor === null ? {} : { cursor }) });
        expect(page.total).toBe(expected.length);
        expect(page.hasMore).toBe(page.nextCursor !== null);
        found.push(...page.runs.map((each) => each.runId));
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(found).toEqual(expected);
      for (const at of new Set([0, Math.floor(expected.length / 2), expected.length - 1])) {
        const runId = expected[at];
        if (runId === undefined) continue;
        const { limit: _limit, ...choice } = given;
        const around = await getNeighbours({ ctx: console.ctx, input: neighboursInput.parse({ ...choice, runId }) });
        const { position, total, previous, next } = around;
        expect([position, total, previous?.runId, next?.runId]).toEqual([
          at + 1,
          expected.length,
          expected[at - 1],
          expected[at + 1],
        ]);
      }
    }),
    { numRuns: 200 },
  );
});

test("paging while runs are being added neither skips nor repeats", async () => {
  const first = await add(Array.from({ length: 40 }, (_, i) => plain(2000 + (i % 5))));
  const seen: RunSummary[] = [];
  let cursor: string | null = null;
  do {
    const page: RunPage = await list({ limit: 7, ...(cursor === null ? {} : { cursor }) });
    seen.push(...page.runs);
    cursor = page.nextCursor;
    await add([plain(3000)]);
  } while (cursor !== null);
  const ids = seen.map((each) => each.runId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { key } of first) expect(ids).toContain(`run_${key}`);
});

test("a cursor that is none is refused by name", async () => {
  await expect(list({ cursor: "nonsense" })).rejects.toMatchObject({ kind: "bad-input", faults: [{ path: "cursor" }] });
});

test("among ten thousand runs the few that fit are found and counted, and a total past that says it is a lower bound", async () => {
  const many = Array.from({ length: 10_400 }, (_, i) => ({
    ...plain(5000 + Math.floor(i / 3)),
    worked: i % 400 === 0 || i % 400 === 399 ? 900 : 1,
    tags: ["smoke" as const],
    place: { agentId: "a" as const, datasetRunId: "dsr_a" as const, parentRunId: null },
  }));
  const stored = await add(many);
  const slow = stored.filter((each) => each.durationMs === 900).map((each) => each.id);
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const page: RunPage = await list({ minMs: 900, limit: 15, ...(cursor === null ? {} : { cursor }) });
    expect(page.total).toBe(slow.length);
    found.push(...page.runs.map((each) => each.runId));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(found).toEqual(slow.toReversed());
  expect(await list({ tag: ["smoke"], limit: 1 })).toMatchObject({ total: 10_000, totalIsLowerBound: true });
  const ofRun = await list({ datasetRunId: ["dsr_a"], agentId: ["a"], status: ["completed"], limit: 1 });
  expect(ofRun).toMatchObject({ total: 10_400 });
  expect(ofRun).not.toHaveProperty("totalIsLowerBound");
});
