import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listRunsInput, type RunPage, type RunSummary } from "@/server/domain/run";
import { openTestConsole } from "@/server/testing/test-console";
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
const run = fc.record({ agentId: agent, status: ended, createdAt: fc.integer({ min: 1000, max: 1030 }) });
const filter = fc.record(
  {
    agentId: fc.array(agent, { minLength: 1, maxLength: 3 }),
    status: fc.array(ended, { minLength: 1, maxLength: 3 }),
    from: fc.integer({ min: 995, max: 1035 }),
    to: fc.integer({ min: 995, max: 1035 }),
    limit: fc.integer({ min: 1, max: 7 }),
  },
  { requiredKeys: ["limit"] },
);
type Stored = {
  key: number;
  agentId: "a" | "b" | "c";
  status: "completed" | "error" | "timeout" | "cancelled";
  createdAt: number;
};

async function add(runs: Omit<Stored, "key">[]): Promise<Stored[]> {
  const { db } = console.ctx;
  const stored = runs.map((each) => ({ key: db.nextRunKey(), ...each }));
  if (stored.length > 0)
    await db.write([insertRuns(stored.map((each) => ({ ...each, id: `run_${each.key}`, agentRevision: "r" })))]);
  return stored;
}

const list = (input: object): Promise<RunPage> => listRuns({ ctx: console.ctx, input: listRunsInput.parse(input) });

test("pages and totals are what a plain filter over all runs gives, whatever the filter", async () => {
  const all: Stored[] = [];
  await fc.assert(
    fc.asyncProperty(fc.array(run, { maxLength: 25 }), filter, async (more, given) => {
      all.push(...(await add(more)));
      const expected = all
        .filter((each) => !given.agentId || given.agentId.includes(each.agentId))
        .filter((each) => !given.status || given.status.includes(each.status))
        .filter((each) => given.from === undefined || each.createdAt >= given.from)
        .filter((each) => given.to === undefined || each.createdAt < given.to)
        .toSorted((a, b) => b.createdAt - a.createdAt || b.key - a.key)
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
    }),
    { numRuns: 60 },
  );
});

test("paging while runs are being added neither skips nor repeats", async () => {
  const first = await add(
    Array.from({ length: 40 }, (_, i) => ({ agentId: "a", status: "completed", createdAt: 2000 + (i % 5) })),
  );
  const seen: RunSummary[] = [];
  let cursor: string | null = null;
  do {
    const page: RunPage = await list({ limit: 7, ...(cursor === null ? {} : { cursor }) });
    seen.push(...page.runs);
    cursor = page.nextCursor;
    await add([{ agentId: "a", status: "completed", createdAt: 3000 }]);
  } while (cursor !== null);
  const ids = seen.map((each) => each.runId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { key } of first) expect(ids).toContain(`run_${key}`);
});

test("a cursor that is none is refused by name", async () => {
  await expect(list({ cursor: "nonsense" })).rejects.toMatchObject({ kind: "bad-input", faults: [{ path: "cursor" }] });
});
