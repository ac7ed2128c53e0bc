import { expect, test } from "vitest";
import { seedDataset } from "@/server/testing/seed-dataset";
import { openTestConsole } from "@/server/testing/test-console";

const count = 100_000;

test("a verdict that none of 100,000 results has is looked for without holding the event loop", async () => {
  const { ctx, caller, close } = await openTestConsole();
  await seedDataset(ctx.db, "set", []);
  await ctx.db.write([
    {
      sql: `INSERT INTO dataset_runs (key, id, dataset_key, dataset_id, dataset_version, agent_id, agent_revision, name, status, total_items,
trials, concurrency, created_at, ended_at) SELECT 7, 'eval', key, id, 1, 'echo', 'r', 'large', 'completed', ?, 1, 1, 1, 2 FROM datasets`,
      args: [count],
    },
    {
      sql: `WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < ? - 1)
INSERT INTO dataset_results (dataset_run_key, ordinal, item_key, item_id, trial, run_key, status, settled)
SELECT 7, n, n, n, 1, n + 1, 'completed', 1 FROM n`,
      args: [count],
    },
    {
      sql: "INSERT INTO scores (run_key, dataset_run_key, ordinal, scorer, source, value, created_at) VALUES (?1, 7, ?1 - 1, 'good', 'code', 1, 1)",
      args: [count],
    },
  ]);
  // Counted, not timed: other work beside this test makes every turn longer, and none fewer.
  let [turns, going] = [0, true];
  const turn = (): void => {
    turns++;
    if (going) setImmediate(turn);
  };
  setImmediate(turn);
  const ref = { datasetId: "set", runId: "eval", scorer: "good" };
  expect(await caller.datasetRuns.results({ ...ref, max: 0 })).toMatchObject({ results: [], hasMore: false });
  const last = await caller.datasetRuns.results({ ...ref, min: 1, status: ["completed", "error"] });
  going = false;
  expect(last).toMatchObject({ results: [{ itemId: String(count - 1) }], hasMore: false, nextCursor: null });
  expect(turns).toBeGreaterThanOrEqual(80);
  await close();
});
