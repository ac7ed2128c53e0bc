import { afterEach, beforeEach, expect, test } from "vitest";
import type { RunStatus } from "@/server/domain/run-status";
import { insertRuns } from "@/server/runs/store";
import { openTestConsole } from "@/server/testing/test-console";

let console: Awaited<ReturnType<typeof openTestConsole>>;
beforeEach(async () => {
  console = await openTestConsole({
    files: {
      "agents/picky.ts": `import { defineAgent } from "trackside";
export default defineAgent({ id: "picky", run: (ctx, input) => ctx.step("look", () => { if (input % 2) throw new Error("no " + input); return input; }) });`,
      "agents/parent.ts": `import { defineAgent } from "trackside";
export default defineAgent({ id: "parent", run: (ctx) => ctx.run("picky", 1).catch(() => "fine") });`,
      "agents/asks.ts": `import { defineAgent } from "trackside";
import { z } from "zod";
export default defineAgent({ id: "asks", run: (ctx) => ctx.input("ok", { schema: z.boolean() }) });`,
    },
  });
});
afterEach(() => console.close());

const minute = 60_000;
/** One moment for all: they are told apart by how long before it they were made. */
const madeAt = Date.now();
const runOf = (n: number, status: RunStatus, agoMs: number, more: object = {}) => ({
  key: console.ctx.db.nextRunKey(),
  id: `run_made_${n}`,
  agentId: "desk",
  agentRevision: "r",
  status,
  createdAt: madeAt - agoMs,
  startedAt: madeAt - agoMs,
  endedAt: madeAt - agoMs + 10,
  ...(status === "completed"
    ? {}
    : { error: JSON.stringify({ code: "Error", message: `order ${n} is gone`, path: "desk.look" }) }),
  ...more,
});

test("five hundred like failures are one line; what is old, a dataset's or a child's is none", async () => {
  const like = Array.from({ length: 700 }, (_, n) => runOf(n, "error", minute + n));
  const items = Array.from({ length: 600 }, (_, n) => runOf(1000 + n, "error", n, { datasetRunId: "eval_1" }));
  const old = runOf(5000, "error", 25 * 60 * minute, { agentId: "old" });
  const late = runOf(5001, "timeout", 5 * minute, { error: JSON.stringify({ code: "TIMEOUT", message: "too slow" }) });
  await console.ctx.db.write([insertRuns([old, late, ...like, ...items])]);
  await console.runToEnd("parent");
  const { failures } = await console.caller.overview.attention();
  expect(failures).toMatchObject({ cut: false, moreGroups: 0 });
  expect(failures.groups).toHaveLength(2);
  expect(failures.groups).toMatchObject([
    { status: "error", runs: 700, code: "Error", path: "desk.look", find: "is gone", last: { runId: "run_made_0" } },
    { agentId: "desk", status: "timeout", runs: 1, message: "too slow", last: { runId: "run_made_5001" } },
  ]);
  // The lines lead to just these runs.
  const { total } = await console.caller.runs.list({
    agentId: ["desk"],
    status: ["error"],
    q: "is gone",
    from: failures.since,
    single: true,
  });
  expect(total).toBe(700);
});

test("what is single is found behind however many items, and past a thousand failures more are said to be there", async () => {
  const items = Array.from({ length: 4000 }, (_, n) => runOf(n, "error", n, { datasetRunId: "eval_1" }));
  await console.ctx.db.write([insertRuns([runOf(9000, "error", 10 * minute), ...items])]);
  const { failures } = await console.caller.overview.attention();
  expect(failures).toMatchObject({ cut: false, groups: [{ runs: 1, last: { runId: "run_made_9000" } }] });
  const latest = await console.caller.overview.latest();
  expect(latest).toMatchObject({ runs: [{ runId: "run_made_9000" }], everDatasetRun: false });
  await console.ctx.db.write([insertRuns(Array.from({ length: 1001 }, (_, n) => runOf(10_000 + n, "error", n)))]);
  const { failures: many } = await console.caller.overview.attention();
  expect(many).toMatchObject({ cut: true, groups: [{ runs: 1000 }] });
});

test("a message with half a letter in it, of an emoji that was cut, is told of as far as it is whole", async () => {
  const error = JSON.stringify({ code: "Error", message: "cut off \ud83d here", path: "desk.look" });
  await console.ctx.db.write([insertRuns([runOf(1, "error", minute, { error })])]);
  const { failures } = await console.caller.overview.attention();
  expect(failures.groups).toMatchObject([{ message: "cut off \uFFFD here", path: "desk.look" }]);
});

test("what runs: single runs, and a dataset run as one; then its failures", async () => {
  const { caller } = console;
  const { dataset } = await caller.datasets.create({ name: "numbers" });
  await caller.datasets.addItems({ datasetId: dataset.id, items: [1, 2, 3].map((input) => ({ input })) });
  const { run: asking } = await caller.runs.start({ agentId: "asks", input: null });
  await expect.poll(async () => (await caller.runs.get({ runId: asking.runId })).run.status).toBe("waiting");
  const running = await caller.overview.running();
  expect(running.singles.runs).toMatchObject([{ runId: asking.runId, status: "waiting" }]);
  expect(running).toMatchObject({ live: 1, datasetRuns: { runs: [], cut: false } });
  const { run: waiting } = await caller.datasetRuns.start({ datasetId: dataset.id, agentId: "asks" });
  await expect
    .poll(async () => (await caller.overview.running()).datasetRuns.runs)
    .toMatchObject([{ id: waiting.id, datasetName: "numbers", status: "waiting", waitingCount: 3, totalItems: 3 }]);
  const now = await caller.overview.running();
  expect(now.singles.runs.map(({ runId }) => runId)).toEqual([asking.runId]);
  expect(now.live).toBe(4);
  const { run: failing } = await caller.datasetRuns.start({ datasetId: dataset.id, agentId: "picky" });
  await expect
    .poll(async () => (await caller.overview.attention()).datasetRuns.runs)
    .toMatchObject([{ id: failing.id, errorCount: 2, completedCount: 1 }]);
  expect((await caller.overview.attention()).failures.groups).toEqual([]);
  expect((await caller.overview.latest()).everDatasetRun).toBe(true);
});
