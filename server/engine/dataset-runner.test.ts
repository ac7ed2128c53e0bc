import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DatasetRun, StartDatasetRunInput } from "@/server/domain/dataset-run";
import { seedDataset } from "@/server/testing/seed-dataset";
import { agentFile, openTestConsole, until } from "@/server/testing/test-console";

const ledger = `import { appendFileSync, existsSync } from "node:fs";
const note = (file, line) => appendFileSync(file, line + "\\n");
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const gate = async (file) => { while (!existsSync(file)) await pause(10); };`;

const files = {
  "agents/echo.ts": agentFile(
    "echo",
    `if (input.file) note(input.file, input.n + "." + ctx.run.id); await pause(input.ms ?? 0); return input;`,
    ledger,
  ),
  "agents/fails.ts": agentFile(
    "fails",
    `note(input.file, String(input.n)); const tries = (await import("node:fs")).readFileSync(input.file, "utf8").split("\\n").filter((line) => line === String(input.n)).length;
     if (tries <= input.times) throw new Error("not yet"); return tries;`,
    ledger,
  ),
  "agents/asks.ts": agentFile("asks", `return input.ask ? ctx.input("ok", { schema: z.boolean() }) : input.n;`),
  "agents/slow.ts": agentFile(
    "slow",
    `note(input.file, "begun " + input.n); await gate(input.file + ".go"); return input.n;`,
    ledger,
  ),
  "agents/late.ts": agentFile("late", `await pause(input.ms); return 1;`, ledger),
};

let home: Awaited<ReturnType<typeof openTestConsole>>;
beforeEach(async () => {
  home = await openTestConsole({ files });
});
afterEach(() => home.close());

const lines = async (file: string): Promise<string[]> =>
  (await readFile(file, "utf8").catch(() => "")).split("\n").filter(Boolean);

const start = async (input: Partial<StartDatasetRunInput> & { agentId: string }): Promise<DatasetRun> =>
  (await home.caller.datasetRuns.start({ datasetId: "set", ...input })).run;

const now = async ({ id }: Pick<DatasetRun, "id">): Promise<DatasetRun> =>
  (await home.caller.datasetRuns.get({ datasetId: "set", runId: id })).run;

const sumOf = (run: DatasetRun): number =>
  run.pendingCount +
  run.runningCount +
  run.waitingCount +
  run.completedCount +
  run.errorCount +
  run.timeoutCount +
  run.cancelledCount;

/** Looks at every change on the way, and that the counts add up each time. */
async function when(run: DatasetRun, is: (run: DatasetRun) => boolean): Promise<DatasetRun> {
  let last = run;
  await until(home.ctx.live, "dataset-runs", async () => {
    last = await now(run);
    expect(sumOf(last)).toBe(last.totalItems * last.trials);
    return is(last);
  });
  return last;
}
const isOver = (run: DatasetRun): boolean =>
  run.endedAt !== undefined && (run.status === "completed" || run.status === "cancelled");

describe("a dataset run", () => {
  test("runs every item as often as there are trials, and its counts add up on the way", async () => {
    await seedDataset(
      home.ctx.db,
      "set",
      Array.from({ length: 300 }, (_, n) => ({ input: { n } })),
    );
    const begun = await start({ agentId: "echo", trials: 2, concurrency: 20 });
    expect(begun).toMatchObject({ totalItems: 300, trials: 2, pendingCount: 600, status: "pending" });
    const ended = await when(begun, isOver);
    expect(ended).toMatchObject({ status: "completed", completedCount: 600 });
    const seen = new Set<string>();
    let cursor: string | undefined;
    do {
      const page = await home.caller.datasetRuns.results({
        datasetId: "set",
        runId: begun.id,
        limit: 100,
        ...(cursor ? { cursor } : {}),
      });
      for (const each of page.results) {
        expect(each).toMatchObject({ status: "completed", attempt: 1, output: each.input as object });
        seen.add(`${each.itemId} ${each.trial}`);
      }
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen.size).toBe(600);
    const run = await home.caller.runs.list({ limit: 1 });
    expect(run.runs[0]).toMatchObject({ datasetRunId: begun.id });
  });

  test("one at a time goes in the items' order", async () => {
    const file = join(home.home, "ledger");
    await seedDataset(
      home.ctx.db,
      "set",
      Array.from({ length: 30 }, (_, n) => ({ input: { n, file } })),
    );
    await when(await start({ agentId: "echo", concurrency: 1 }), isOver);
    expect((await lines(file)).map((line) => Number(line.split(".")[0]))).toEqual(Array.from({ length: 30 }, (_, n) => n));
  });

  test("tries again what fails, as often as allowed, after a pause that grows", async () => {
    const file = join(home.home, "ledger");
    await seedDataset(home.ctx.db, "set", [
      { input: { n: 0, times: 0, file } },
      { input: { n: 1, times: 2, file } },
      { input: { n: 2, times: 9, file } },
    ]);
    const ended = await when(await start({ agentId: "fails", maxRetries: 2 }), isOver);
    expect(ended).toMatchObject({ status: "completed", completedCount: 2, errorCount: 1 });
    const { results } = await home.caller.datasetRuns.results({ datasetId: "set", runId: ended.id });
    expect(results.map((each) => [each.status, each.attempt])).toEqual([
      ["completed", 1],
      ["completed", 3],
      ["error", 3],
    ]);
    const { runs } = await home.caller.runs.list({});
    const tries = runs.filter((run) => run.itemId === "item-1").toSorted((a, b) => a.attempt - b.attempt);
    const pauses = tries.slice(1).map((run, at) => run.createdAt - (tries[at]?.endedAt ?? 0));
    expect(pauses[0]).toBeGreaterThanOrEqual(240);
    expect(pauses[1]).toBeGreaterThanOrEqual(490);
    expect(await lines(file)).toHaveLength(7);
  });

  test("ends what takes too long as timeout, and what does not fit as an error of its own", async () => {
    await seedDataset(home.ctx.db, "set", [{ input: { ms: 0 } }, { input: { ms: 20_000 } }]);
    const ended = await when(await start({ agentId: "late", itemTimeoutMs: 300 }), isOver);
    expect(ended).toMatchObject({ completedCount: 1, timeoutCount: 1 });
  });

  test("is not held up by items that wait for a person, and goes on with the answer", async () => {
    await seedDataset(
      home.ctx.db,
      "set",
      Array.from({ length: 20 }, (_, n) => ({ input: { n, ask: n < 3 } })),
    );
    const run = await when(await start({ agentId: "asks", concurrency: 2 }), (each) => each.status === "waiting");
    expect(run).toMatchObject({ waitingCount: 3, completedCount: 17 });
    const { results } = await home.caller.datasetRuns.results({ datasetId: "set", runId: run.id, status: ["waiting"] });
    for (const { runId = "" } of results) await home.caller.runs.answer({ runId, path: "asks.ok", value: true });
    expect(await when(run, isOver)).toMatchObject({ status: "completed", completedCount: 20 });
  });

  test("leaves places to single runs", async () => {
    await seedDataset(
      home.ctx.db,
      "set",
      Array.from({ length: 2000 }, (_, n) => ({ input: { ms: 200 + n } })),
    );
    const run = await start({ agentId: "late", concurrency: 500 });
    await when(run, (each) => each.runningCount > 20);
    const begun = Date.now();
    expect(await home.runToEnd("echo", { n: 1 })).toMatchObject({ status: "completed" });
    expect(Date.now() - begun).toBeLessThan(1000);
    await home.caller.datasetRuns.cancel({ datasetId: "set", runId: run.id });
    await when(run, isOver);
  });
});

describe("cancelling", () => {
  test.each(["at once", "midway", "in the last item"])("%s ends all that has not ended, once", async (moment) => {
    const file = join(home.home, "ledger");
    const count = moment === "in the last item" ? 3 : 4000;
    await seedDataset(
      home.ctx.db,
      "set",
      Array.from({ length: count }, (_, n) => ({ input: { n, file } })),
    );
    const run = await start({ agentId: "slow", concurrency: 3 });
    if (moment !== "at once") await when(run, (each) => each.runningCount === 3);
    const ref = { datasetId: "set", runId: run.id };
    const both = await Promise.allSettled([home.caller.datasetRuns.cancel(ref), home.caller.datasetRuns.cancel(ref)]);
    expect(both.map((each) => each.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const [refusal] = both.flatMap((each) => (each.status === "rejected" ? [String(each.reason)] : []));
    expect(refusal).toMatch(/is being cancelled already|has ended already \(cancelled\)/);
    const ended = await when(run, isOver);
    expect(ended).toMatchObject({ status: "cancelled", cancelledCount: count });
    await expect(home.caller.datasetRuns.cancel(ref)).rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("leaves endings that can be run again, from nothing", async () => {
    const file = join(home.home, "ledger");
    await seedDataset(
      home.ctx.db,
      "set",
      Array.from({ length: 10 }, (_, n) => ({ input: { n, file } })),
    );
    const run = await start({ agentId: "slow", concurrency: 4 });
    await when(run, (each) => each.runningCount === 4);
    const ref = { datasetId: "set", runId: run.id };
    await home.caller.datasetRuns.cancel(ref);
    await when(run, isOver);
    const { writeFile } = await import("node:fs/promises");
    await writeFile(`${file}.go`, "");
    const { run: again } = await home.caller.datasetRuns.retry({ ...ref, statuses: ["cancelled"] });
    expect(again.status).toBe("running");
    expect(await when(run, isOver)).toMatchObject({ status: "completed", completedCount: 10 });
    const { results } = await home.caller.datasetRuns.results(ref);
    expect(results.map((each) => each.attempt)).toEqual([2, 2, 2, 2, 1, 1, 1, 1, 1, 1]);
  });
});

test("a stop in the middle loses nothing, and what has ended does not run again", async () => {
  const file = join(home.home, "ledger");
  await seedDataset(
    home.ctx.db,
    "set",
    Array.from({ length: 200 }, (_, n) => ({ input: { n, file, ms: 5 } })),
  );
  const run = await start({ agentId: "echo", concurrency: 8 });
  await when(run, (each) => each.completedCount > 50);
  await home.stop();
  home = await openTestConsole({ dir: home.home });
  expect(await when(run, isOver)).toMatchObject({ status: "completed", completedCount: 200 });
  const ran = (await lines(file)).map((line) => line.split(".")[0]);
  expect(new Set(ran).size).toBe(200);
  expect(ran.length).toBeLessThanOrEqual(208);
});

test("a dataset and an agent that go away while it runs end it, and the counts add up", async () => {
  const file = join(home.home, "ledger");
  await seedDataset(
    home.ctx.db,
    "set",
    Array.from({ length: 50 }, (_, n) => ({ input: { n, file } })),
  );
  const run = await start({ agentId: "slow", concurrency: 2 });
  await when(run, (each) => each.runningCount === 2);
  await home.ctx.db.write([
    { sql: "DELETE FROM dataset_items", args: [] },
    { sql: "DELETE FROM dataset_versions", args: [] },
    { sql: "DELETE FROM datasets", args: [] },
  ]);
  const { writeFile } = await import("node:fs/promises");
  await writeFile(`${file}.go`, "");
  expect(await when(run, isOver)).toMatchObject({ status: "completed", completedCount: 2, cancelledCount: 48 });
});

test("what is gone after its end can be deleted, with all its runs", async () => {
  await seedDataset(
    home.ctx.db,
    "set",
    Array.from({ length: 120 }, (_, n) => ({ input: { n } })),
  );
  const run = await when(await start({ agentId: "echo" }), isOver);
  const ref = { datasetId: "set", runId: run.id };
  await home.caller.datasetRuns.delete(ref);
  await expect(home.caller.datasetRuns.get(ref)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await until(home.ctx.live, "runs", async () => (await home.caller.runs.list({})).total === 0);
});
