import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DatasetRun } from "@/server/domain/dataset-run";
import { seedDataset } from "@/server/testing/seed-dataset";
import { agentFile, openTestConsole, until } from "@/server/testing/test-console";

const wants = `import { defineAgent } from "trackside"; import { z } from "zod";
export default defineAgent({ id: "wants", name: "Wants", input: z.object({ n: z.number(), fail: z.boolean().optional() }),
  async run(ctx, input) { if (input.fail) throw new Error("no"); return input.n; } });`;
const keyed = `import { defineAgent } from "trackside";
export default defineAgent({ id: "keyed", name: "Keyed", models: ["far"], run: () => 1 });`;
const config = `import { defineConfig } from "trackside";
export default defineConfig({ models: {
  far: { provider: "openai", model: "gpt-far", apiKeyEnv: "NO_SUCH_KEY_HERE" }, near: { provider: "offline", model: "near-1" } } });`;

let home: Awaited<ReturnType<typeof openTestConsole>>;
beforeEach(async () => {
  home = await openTestConsole({
    files: {
      "agents/wants.ts": wants,
      "agents/keyed.ts": keyed,
      "agents/echo.ts": agentFile("echo", "return input;"),
      "trackside.config.ts": config,
    },
  });
});
afterEach(() => home.close());

const check = (more: object = {}) => home.caller.datasetRuns.check({ datasetId: "set", agentId: "wants", ...more });
const run = async (more: object = {}): Promise<DatasetRun> => {
  const { run: made } = await home.caller.datasetRuns.start({ datasetId: "set", agentId: "wants", ...more });
  const ref = { datasetId: "set", runId: made.id };
  await until(home.ctx.live, "dataset-runs", async () => (await home.caller.datasetRuns.get(ref)).run.status === "completed");
  return (await home.caller.datasetRuns.get(ref)).run;
};

describe("a dataset run is looked at before it starts", () => {
  test("which items do not fit the agent, with the field, and which expect nothing", async () => {
    const items = Array.from({ length: 900 }, (_, n) => ({ input: n % 300 === 7 ? { n: `${n}` } : { n }, expected: n }));
    await seedDataset(home.ctx.db, "set", [...items, { input: { m: 1 } }, { input: "x".repeat(600_000) }]);
    expect(await check({ scorers: ["exact-match", { id: "contains", text: "a" }] })).toEqual({
      itemCount: 902,
      missingCount: 0,
      misfitCount: 4,
      misfits: [
        { itemId: "item-7", path: "input.n", message: "must be number" },
        { itemId: "item-307", path: "input.n", message: "must be number" },
        { itemId: "item-607", path: "input.n", message: "must be number" },
        { itemId: "item-900", path: "input.n", message: "is missing" },
      ],
      uncheckedCount: 1,
      withoutExpectedCount: 1,
      needExpected: ["exact-match"],
      scorerProblems: [],
      profiles: [],
      profileNames: ["far", "near"],
    });
    expect(await check({ agentId: "echo" })).toMatchObject({ misfitCount: 0 });
    expect(await check({ itemIds: ["item-7", "item-8", "item-7", "gone"] })).toMatchObject({
      itemCount: 2,
      missingCount: 1,
      misfitCount: 1,
      uncheckedCount: 0,
    });
  });

  test("why the agent, a model profile or a scorer cannot be used so", async () => {
    await seedDataset(home.ctx.db, "set", [{ input: { n: 1 } }]);
    expect(await check({ agentId: "keyed", scorers: ["regex", "nobody"] })).toMatchObject({
      agentProblem: expect.stringContaining("NO_SUCH_KEY_HERE") as string,
      profiles: [{ name: "far", model: "gpt-far", problem: expect.stringContaining("NO_SUCH_KEY_HERE") as string }],
      scorerProblems: [{ scorer: "regex" }, { scorer: "nobody" }],
    });
    const other = await check({ agentId: "keyed", profiles: { far: "near" } });
    expect([other.agentProblem, other.profiles]).toEqual([undefined, [{ name: "far", model: "near-1" }]]);
    await expect(check({ agentId: "nobody" })).rejects.toThrow("There is no agent nobody");
    await expect(check({ version: 9 })).rejects.toThrow("no version 9");
  });

  test("100,000 items are gone through without holding the event loop", async () => {
    await seedDataset(
      home.ctx.db,
      "set",
      Array.from({ length: 100_000 }, (_, n) => ({ input: { n, question: `What is the answer to ${n}?` } })),
    );
    // Counted, not timed: other work beside this test makes every turn longer, and none fewer.
    let turns = 0;
    let going = true;
    const turn = (): void => {
      turns++;
      if (going) setImmediate(turn);
    };
    setImmediate(turn);
    const found = await check();
    going = false;
    expect(found).toMatchObject({ itemCount: 100_000, misfitCount: 0, uncheckedCount: 0, withoutExpectedCount: 100_000 });
    expect(turns).toBeGreaterThanOrEqual(400);
  });
});

describe("what failed last time", () => {
  test("is counted, and run again by itself; of the items there still are", async () => {
    const failing = (n: number) => ({ input: { n, fail: n === 1 || n === 3 } });
    await seedDataset(home.ctx.db, "set", [0, 1, 2, 3].map(failing));
    const last = (more: object = {}) => home.caller.datasetRuns.lastFailures({ datasetId: "set", agentId: "wants", ...more });
    expect(await last()).toEqual({ count: 0, tooMany: false });
    const first = await run({ trials: 2 });
    await run({ agentId: "echo" });
    expect(await last()).toMatchObject({ run: { id: first.id, name: first.name }, count: 2 });
    await home.caller.datasets.deleteItems({ datasetId: "set", itemIds: ["item-3"] });
    expect([(await last()).count, (await last({ version: 1 })).count]).toEqual([1, 2]);
    expect(await check({ failedIn: first.id })).toMatchObject({ itemCount: 1, missingCount: 0 });
    const again = await run({ failedIn: first.id });
    expect(again).toMatchObject({ totalItems: 1, errorCount: 1, datasetVersion: 2 });
    const fine = await run({ itemIds: ["item-0"] });
    expect(await last()).toMatchObject({ run: { id: fine.id }, count: 0 });
    await expect(run({ failedIn: fine.id })).rejects.toThrow("No item failed");
    await expect(run({ failedIn: first.id, itemIds: ["item-0"] })).rejects.toThrow("take one");
    await expect(run({ failedIn: "eval_nothing" })).rejects.toThrow("has no run eval_nothing");
  });
});

test("a key starts one dataset run, however often and at once it is asked", async () => {
  await seedDataset(home.ctx.db, "set", [{ input: { n: 1 } }]);
  const start = (more: object = {}) =>
    home.caller.datasetRuns.startOnce({ datasetId: "set", agentId: "wants", idempotencyKey: "k", ...more });
  const all = await Promise.all([start(), start(), start()]);
  expect(new Set(all.map(({ run: { id } }) => id)).size).toBe(1);
  await expect(start({ trials: 2 })).rejects.toThrow("another body");
  expect(await home.caller.datasetRuns.list({ datasetId: "set" })).toMatchObject({ total: 1 });
});

test("the dataset's runs are filtered by agent and status, and paged by key", async () => {
  await seedDataset(home.ctx.db, "set", [{ input: { n: 1 } }]);
  const ids: string[] = [];
  for (let n = 0; n < 5; n++) ids.unshift((await run({ agentId: n % 2 === 0 ? "echo" : "wants" })).id);
  const list = (more: object = {}) => home.caller.datasetRuns.list({ datasetId: "set", ...more });
  const idsOf = (page: Awaited<ReturnType<typeof list>>) => page.runs.map(({ id }) => id);
  const first = await list({ agentId: ["echo"], limit: 2 });
  expect([idsOf(first), first.total, first.hasMore]).toEqual([[ids[0], ids[2]], 3, true]);
  const second = await list({ agentId: ["echo"], limit: 2, cursor: first.nextCursor ?? "" });
  expect([idsOf(second), second.hasMore]).toEqual([[ids[4]], false]);
  expect(await list({ status: ["running", "waiting"] })).toMatchObject({ runs: [], total: 0, hasMore: false });
  expect(idsOf(await list({ status: ["completed"], agentId: ["wants", "echo"] }))).toEqual(ids);
});
