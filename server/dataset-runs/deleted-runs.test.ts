import { afterEach, beforeEach, expect, test } from "vitest";
import type { DatasetRun } from "@/server/domain/dataset-run";
import { seedDataset } from "@/server/testing/seed-dataset";
import { agentFile, openTestConsole, until } from "@/server/testing/test-console";

const files = { "agents/echo.ts": agentFile("echo", `if (input.fail) throw new Error("no"); return input;`) };

let home: Awaited<ReturnType<typeof openTestConsole>>;
beforeEach(async () => {
  home = await openTestConsole({ files });
});
afterEach(() => home.close());

const start = async (datasetId: string, more: { scorers?: string[] } = {}): Promise<DatasetRun> =>
  (await home.caller.datasetRuns.start({ datasetId, agentId: "echo", ...more })).run;
async function ended({ datasetId, id: runId }: DatasetRun): Promise<DatasetRun> {
  const now = async () => (await home.caller.datasetRuns.get({ datasetId, runId })).run;
  await until(home.ctx.live, "dataset-runs", async () => (await now()).status === "completed");
  return now();
}

test("an item's run that was deleted leaves its result alone, also when numbers are given out anew", async () => {
  await seedDataset(home.ctx.db, "old", [{ input: { n: 1 } }]);
  await seedDataset(home.ctx.db, "new", [{ input: { fail: true } }]);
  const old = await ended(await start("old"));
  const ref = { datasetId: "old", runId: old.id };
  const { results } = await home.caller.datasetRuns.results(ref);
  await home.caller.runs.delete({ runId: results[0]?.runId ?? "" });
  await home.stop();
  home = await openTestConsole({ dir: home.home });
  await ended(await start("new"));
  expect((await home.caller.datasetRuns.get(ref)).run).toMatchObject({ completedCount: 1, errorCount: 0 });
  const [left] = (await home.caller.datasetRuns.results(ref)).results;
  expect(left).toMatchObject({ status: "completed" });
  expect(left?.runId).toBeUndefined();
});

test("a new dataset run has nothing of one that was deleted with its dataset", async () => {
  const items = [{ input: { n: 1 }, expected: { n: 1 } }];
  await seedDataset(home.ctx.db, "old", items);
  await seedDataset(home.ctx.db, "new", items);
  const old = await ended(await start("old", { scorers: ["exact-match"] }));
  expect(old.scores).toEqual({ "exact-match": { mean: 1, n: 1, passRate: 1 } });
  await home.caller.datasets.delete({ datasetId: "old" });
  expect((await start("new", { scorers: ["similarity"] })).scores).toEqual({ similarity: { mean: null, n: 0, passRate: 0 } });
});

test("with an item's run its scores go too", async () => {
  await seedDataset(home.ctx.db, "set", [{ input: { n: 1 }, expected: { n: 1 } }]);
  const run = await ended(await start("set", { scorers: ["exact-match"] }));
  const ref = { datasetId: "set", runId: run.id };
  expect(run.scores["exact-match"]?.n).toBe(1);
  const { results } = await home.caller.datasetRuns.results(ref);
  await home.caller.runs.delete({ runId: results[0]?.runId ?? "" });
  expect((await home.caller.datasetRuns.get(ref)).run.scores).toEqual({ "exact-match": { mean: null, n: 0, passRate: 0 } });
});
