import { afterEach, beforeEach, expect, test } from "vitest";
import type { ListItemsOfRunInput } from "@/server/domain/item-result";
import { seedDataset } from "@/server/testing/seed-dataset";
import { agentFile, openTestConsole } from "@/server/testing/test-console";
import { waitForDatasetRun } from "./watch-dataset-run";

/** Fails, is slow or right as its item says; with `flip` every second time it says another thing. */
const files = {
  "agents/odd.ts": agentFile(
    "odd",
    `if (input.fail) throw new Error("cannot " + input.n);
     if (input.flip && flips++ % 2 === 1) return "other";
     return input.say ?? input.n;`,
    "let flips = 0;",
  ),
  "agents/better.ts": agentFile("better", `if (input.n === 1) throw new Error("new trouble"); return input.n;`),
};

let home: Awaited<ReturnType<typeof openTestConsole>>;
beforeEach(async () => {
  home = await openTestConsole({ files });
  await seedDataset(home.ctx.db, "set", [
    { input: { n: 0 }, expected: 0 },
    { input: { n: 1 }, expected: 1 },
    { input: { n: 2, say: "wrong" }, expected: 2 },
    { input: { n: 3, fail: true }, expected: 3 },
    { input: { n: 4, flip: true }, expected: 4 },
    { input: { n: 5, fail: true }, expected: 5 },
  ]);
});
afterEach(() => home.close());

async function runToEnd(input: { agentId: string; trials?: number; itemIds?: string[]; concurrency?: number }): Promise<string> {
  const { run } = await home.caller.datasetRuns.start({ datasetId: "set", scorers: ["exact-match"], ...input });
  const ref = { datasetId: "set", runId: run.id };
  await waitForDatasetRun({ ctx: home.ctx, input: ref, signal: AbortSignal.timeout(60_000) });
  return run.id;
}

async function pageThrough(runId: string, input: Partial<ListItemsOfRunInput> = {}): Promise<number[]> {
  const indexes: number[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await home.caller.datasetRuns.items({
      datasetId: "set",
      runId,
      limit: 2,
      ...input,
      ...(cursor ? { cursor } : {}),
    });
    indexes.push(...page.items.map(({ index }) => index));
    expect(page.items.length).toBeLessThanOrEqual(input.limit ?? 2);
    if (page.nextCursor === null) return indexes;
    cursor = page.nextCursor;
  }
}

test("failures come first, then what a scorer said no to, each item once; and all in order", async () => {
  const runId = await runToEnd({ agentId: "odd" });
  expect(await pageThrough(runId, { view: "failures" })).toEqual([3, 5, 2, 0, 1, 4]);
  expect(await pageThrough(runId)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(await pageThrough(runId, { view: "failures", status: ["completed"] })).toEqual([2, 0, 1, 4]);
  expect(await pageThrough(runId, { status: ["error"] })).toEqual([3, 5]);
  expect(await pageThrough(runId, { scorer: "exact-match", max: 0.5 })).toEqual([2]);
  expect(await pageThrough(runId, { q: "WRONG" })).toEqual([2]);
  expect(await pageThrough(runId, { q: "cannot 5" })).toEqual([5]);
  expect(await pageThrough(runId, { q: "item-4" })).toEqual([4]);
  expect(await pageThrough(runId, { q: "50%" })).toEqual([]);
});

test("a person's word moves an item to where it then belongs", async () => {
  const runId = await runToEnd({ agentId: "odd" });
  const [wrong] = (await home.caller.datasetRuns.items({ datasetId: "set", runId, scorer: "exact-match", max: 0 })).items;
  await home.caller.scores.put({ runId: wrong?.trials[0]?.runId ?? "", scorer: "exact-match", value: 1 });
  expect(await pageThrough(runId, { view: "failures" })).toEqual([3, 5, 0, 1, 2, 4]);
});

test("with several trials an item is one row and stands where its worst trial does", async () => {
  const runId = await runToEnd({ agentId: "odd", trials: 2, concurrency: 1 });
  expect(await pageThrough(runId, { view: "failures" })).toEqual([3, 5, 2, 4, 0, 1]);
  const { items } = await home.caller.datasetRuns.items({ datasetId: "set", runId, view: "failures" });
  expect(items.map(({ trials }) => trials.length)).toEqual([2, 2, 2, 2, 2, 2]);
  expect(items[3]).toMatchObject({
    itemId: "item-4",
    trials: [
      { trial: 1, output: "4" },
      { trial: 2, output: "other" },
    ],
  });
  const { scorers, duration } = await home.caller.datasetRuns.figures({ datasetId: "set", runId });
  // Trial 1 has 3 of 4 right, trial 2 has 2 of 4.
  expect(scorers[0]).toMatchObject({ scorer: "exact-match", spread: 0.125 });
  expect(scorers[0]?.bars.map(({ count }) => count)).toEqual([3, 0, 0, 0, 0, 0, 0, 0, 0, 5]);
  expect(duration?.p95).toBeGreaterThanOrEqual(duration?.p50 ?? 0);
});

test("against a baseline each item is better, worse, the same or missing, regressions by themselves", async () => {
  const baseline = await runToEnd({ agentId: "odd", itemIds: ["item-0", "item-1", "item-2", "item-3", "item-4"] });
  const runId = await runToEnd({ agentId: "better", itemIds: ["item-1", "item-2", "item-3", "item-4", "item-5"] });
  const compared = await home.caller.datasetRuns.compare({ datasetId: "set", runId, baseline });
  expect(compared).toMatchObject({
    complete: true,
    changedItems: 0,
    items: { worse: 1, better: 2, same: 1, "only-here": 1, "only-there": 1, open: 0 },
    scorers: { "exact-match": { worse: 0, better: 1, same: 1, unknown: 2, here: 1, there: 0.5 } },
  });
  expect(await pageThrough(runId, { view: "regressed", baseline })).toEqual([0]);
  expect(await pageThrough(runId, { view: "improved", baseline })).toEqual([1, 2]);
  expect(await pageThrough(runId, { view: "improved", baseline, scorer: "exact-match" })).toEqual([1]);
  expect(await pageThrough(runId, { view: "only-here", baseline })).toEqual([4]);
  const only = await home.caller.datasetRuns.items({ datasetId: "set", runId, view: "only-there", baseline });
  expect(only.items).toMatchObject([{ itemId: "item-0", input: "n: 0" }]);
  const item = await home.caller.datasetRuns.item({ datasetId: "set", runId, itemId: "item-1", baseline });
  expect(item.row?.compared).toMatchObject({ verdict: "worse", completed: { here: 0, there: 1 } });
  expect(item.there?.trials[0]).toMatchObject({ status: "completed", output: 1 });
});

test("an item that was changed in between is marked, and is still compared", async () => {
  const baseline = await runToEnd({ agentId: "odd" });
  await home.caller.datasets.updateItem({ datasetId: "set", itemId: "item-2", input: { n: 2 } });
  const runId = await runToEnd({ agentId: "odd" });
  const { items } = await home.caller.datasetRuns.items({ datasetId: "set", runId, view: "improved", baseline });
  expect(items).toMatchObject([{ itemId: "item-2", changed: true, compared: { verdict: "better" } }]);
  expect(await home.caller.datasetRuns.compare({ datasetId: "set", runId, baseline })).toMatchObject({ changedItems: 1 });
  expect(await home.caller.datasetRuns.surroundings({ datasetId: "set", runId })).toMatchObject({
    older: baseline,
    itemsOfVersion: 6,
  });
});

test("a comparison follows what changes in either run", async () => {
  const [baseline, runId] = [await runToEnd({ agentId: "better" }), await runToEnd({ agentId: "better" })];
  const compare = () => home.caller.datasetRuns.compare({ datasetId: "set", runId, baseline });
  expect((await compare()).items).toMatchObject({ worse: 0, same: 6 });
  const item = await home.caller.datasetRuns.item({ datasetId: "set", runId, itemId: "item-0" });
  await home.caller.scores.put({ runId: item.here?.trials[0]?.runId ?? "", scorer: "exact-match", value: 0 });
  expect((await compare()).items).toMatchObject({ worse: 1, same: 5 });
});

test("what cannot be asked is refused with what to do", async () => {
  const runId = await runToEnd({ agentId: "odd" });
  const ref = { datasetId: "set", runId };
  const { caller } = home;
  await expect(caller.datasetRuns.items({ ...ref, view: "regressed" })).rejects.toThrow(/by baseline/);
  await expect(caller.datasetRuns.items({ ...ref, min: 1 })).rejects.toThrow(/name it by scorer/);
  await expect(caller.datasetRuns.items({ ...ref, cursor: "%%" })).rejects.toThrow(/cursor/);
  await expect(caller.datasetRuns.compare({ ...ref, baseline: runId })).rejects.toThrow(/choose another/);
  await expect(caller.datasetRuns.compare({ ...ref, baseline: "eval_gone" })).rejects.toThrow(/no run eval_gone/);
  await expect(caller.datasetRuns.item({ ...ref, itemId: "nothing" })).rejects.toThrow(/no item nothing/);
});
