import { monitorEventLoopDelay } from "node:perf_hooks";
import { sql } from "drizzle-orm";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { seedDataset } from "@/server/testing/seed-dataset";
import { agentFile, openTestConsole, until } from "@/server/testing/test-console";

const count = 100_000;

let home: Awaited<ReturnType<typeof openTestConsole>>;
beforeEach(async () => {
  home = await openTestConsole({ files: { "agents/echo.ts": agentFile("echo", `return input;`) } });
});
afterEach(() => home.close());

/** An ended dataset run with a result of every item, as it stands in the file. */
async function seedResults(runId: string): Promise<void> {
  const { db } = home.ctx;
  await db.write([
    {
      sql: `INSERT INTO dataset_runs (id, dataset_key, dataset_id, dataset_version, agent_id, agent_revision, name, status, total_items, trials,
concurrency, max_retries, scorers, profiles, pending_count, created_at, ended_at)
SELECT ?, key, id, 1, 'echo', 'r', 'large', 'completed', ?, 1, 1, 0, '[]', '{}', 0, 1, 2 FROM datasets WHERE id = 'large'`,
      args: [runId, count],
    },
  ]);
  for (let from = 0; from < count; from += 5000)
    await db.write([
      {
        sql: `INSERT INTO dataset_results (dataset_run_key, ordinal, item_key, item_id, trial, status, settled)
SELECT (SELECT key FROM dataset_runs WHERE id = ?1), position, key, id, 1, 'completed', 1 FROM dataset_items
WHERE dataset_key = (SELECT key FROM datasets WHERE id = 'large') AND position >= ?2 AND position < ?2 + 5000`,
        args: [runId, from],
      },
    ]);
}

const left = (runId: string) => sql`SELECT 1 FROM runs WHERE dataset_run_id = ${runId} LIMIT 1`;

type Lag = { p90: number; max: number; slowestRun: number };

/** How late the event loop comes, and how long a single run takes at most, while something goes on. */
async function lagDuring(work: () => Promise<unknown>): Promise<Lag> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const state = { isDone: false };
  let slowestRun = 0;
  delay.enable();
  const working = work().finally(() => (state.isDone = true));
  while (!state.isDone) {
    const from = performance.now();
    await home.runToEnd("echo", 1);
    slowestRun = Math.max(slowestRun, performance.now() - from);
  }
  await working;
  delay.disable();
  return { p90: delay.percentile(90) / 1e6, max: delay.max / 1e6, slowestRun };
}

test("deleting 100,000 items with 100,000 results holds neither the event loop nor the writer", async () => {
  await seedDataset(
    home.ctx.db,
    "large",
    Array.from({ length: count }, (_, n) => ({ input: { n, question: `What is the answer to ${n}?` }, expected: n })),
  );
  await seedResults("eval_large");
  await home.runToEnd("echo", 1);
  const idle = await lagDuring(() => pause(1000));
  const busy = await lagDuring(() => home.caller.datasets.delete({ datasetId: "large" }));
  // A machine that is busy with other things is late by itself.
  expect(busy.p90).toBeLessThan(30 + 3 * idle.p90);
  expect(busy.max).toBeLessThan(100 + 3 * idle.max);
  expect(busy.slowestRun).toBeLessThan(1000 + 3 * idle.slowestRun);
  for (const table of ["dataset_items", "dataset_results", "dataset_runs", "dataset_versions"])
    expect(await home.ctx.db.read.all(`SELECT 1 FROM ${table} LIMIT 1`)).toEqual([]);
}, 60_000);

test("neither does deleting a dataset run with its runs", async () => {
  await seedDataset(
    home.ctx.db,
    "set",
    Array.from({ length: 3000 }, (_, n) => ({ input: { n } })),
  );
  const { run } = await home.caller.datasetRuns.start({ datasetId: "set", agentId: "echo", concurrency: 500 });
  const ref = { datasetId: "set", runId: run.id };
  await until(home.ctx.live, "dataset-runs", async () => (await home.caller.datasetRuns.get(ref)).run.status === "completed");
  const idle = await lagDuring(() => pause(500));
  const busy = await lagDuring(async () => {
    await home.caller.datasetRuns.delete(ref);
    await until(home.ctx.live, "runs", async () => !(await home.ctx.db.read.all(left(run.id))).length);
  });
  expect(busy.p90).toBeLessThan(30 + 3 * idle.p90);
  expect(busy.max).toBeLessThan(100 + 3 * idle.max);
  expect(busy.slowestRun).toBeLessThan(1000 + 3 * idle.slowestRun);
}, 60_000);
