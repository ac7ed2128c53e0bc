import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DatasetRun } from "@/server/domain/dataset-run";
import { appRouter } from "@/server/router";
import { createCallerFactory } from "@/server/trpc";
import { agentFile, openTestConsole, until } from "@/server/testing/test-console";
import { sumOf } from "@/server/testing/dataset-rest";

const createCaller = createCallerFactory(appRouter);

const files = {
  "agents/slow.ts": agentFile(
    "slow",
    `while (!existsSync(input.gate)) await new Promise((resolve) => setTimeout(resolve, 10)); return input.n;`,
    `import { existsSync } from "node:fs";`,
  ),
  "agents/strict.ts": `import { defineAgent } from "trackside";
import { z } from "zod";
export default defineAgent({ id: "strict", input: z.object({ n: z.number().max(5) }), run: (_ctx, { n }) => n });`,
};

let home: Awaited<ReturnType<typeof openTestConsole>>;
let gate: string;
let datasetId: string;
let itemIds: string[];
beforeEach(async () => {
  home = await openTestConsole({ files, dev: true });
  gate = join(home.home, "gate");
  const { dataset } = await home.caller.datasets.create({ name: "set" });
  datasetId = dataset.id;
  const items = Array.from({ length: 20 }, (_, n) => ({ input: { n, gate } }));
  itemIds = (await home.caller.datasets.addItems({ datasetId, items })).items.map(({ id }) => id);
});
afterEach(() => home.close());

const start = async (agentId: string): Promise<DatasetRun> =>
  (await home.caller.datasetRuns.start({ datasetId, agentId, concurrency: 2 })).run;

async function when({ id: runId }: DatasetRun, is: (run: DatasetRun) => boolean): Promise<DatasetRun> {
  let last: DatasetRun | undefined;
  await until(home.ctx.live, "dataset-runs", async () => {
    last = (await home.caller.datasetRuns.get({ datasetId, runId })).run;
    expect(sumOf(last)).toBe(20);
    return is(last);
  });
  if (!last) throw new Error("never looked");
  return last;
}
const isOver = ({ endedAt }: DatasetRun): boolean => endedAt !== undefined;

const resultsOf = async ({ id: runId }: DatasetRun, status: "cancelled" | "error" | "completed") =>
  (await home.caller.datasetRuns.results({ datasetId, runId, status: [status], limit: 100 })).results;

describe("while a dataset run works", () => {
  test("its dataset cannot be deleted, and the answer says what stands in the way; once it has ended it can", async () => {
    const run = await start("slow");
    await when(run, (each) => each.runningCount === 2);
    const refused = { code: "CONFLICT", message: expect.stringContaining(`${run.id} is not finished. Cancel first`) as string };
    await expect(home.caller.datasets.delete({ datasetId })).rejects.toMatchObject(refused);
    await home.caller.datasetRuns.cancel({ datasetId, runId: run.id });
    const ended = await when(run, isOver);
    expect(ended).toMatchObject({ status: "cancelled", cancelledCount: 20 });
    const unbegun = (await resultsOf(run, "cancelled")).filter((each) => each.runId === undefined);
    expect(unbegun).toHaveLength(18);
    expect(unbegun[0]?.error).toMatchObject({
      code: "CANCELLED",
      message: expect.stringContaining("before this item's turn") as string,
    });
    await home.caller.datasets.delete({ datasetId });
    await expect(home.caller.datasetRuns.get({ datasetId, runId: run.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(start("slow")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("an item that is deleted is still of the version that runs: it runs, and its input is shown", async () => {
    const run = await start("slow");
    await when(run, (each) => each.runningCount === 2);
    const { version } = await home.caller.datasets.deleteItems({ datasetId, itemIds: [itemIds[0] ?? "", itemIds[19] ?? ""] });
    expect(version).toBe(run.datasetVersion + 1);
    await writeFile(gate, "");
    expect(await when(run, isOver)).toMatchObject({
      status: "completed",
      completedCount: 20,
      datasetVersion: run.datasetVersion,
    });
    const completed = await resultsOf(run, "completed");
    expect(completed.map(({ input }) => input)).toContainEqual({ n: 19, gate });
    expect((await start("slow")).totalItems).toBe(18);
  });

  test("the agent's file goes: what has begun ends, what has not fails and says so, and nothing new starts", async () => {
    const run = await start("slow");
    await when(run, (each) => each.runningCount === 2);
    await rm(join(home.projectDir, "agents/slow.ts"));
    await until(home.ctx.live, "agents", async () => !(await home.caller.agents.get({ agentId: "slow" })).agent.runnable);
    await writeFile(gate, "");
    expect(await when(run, isOver)).toMatchObject({ status: "completed", completedCount: 2, errorCount: 18 });
    const [first] = await resultsOf(run, "error");
    expect(first?.error?.message).toMatch(/slow/);
    await expect(start("slow")).rejects.toMatchObject({ code: "CONFLICT" });
  });
});

test("items that do not fit the agent's schema end as errors that name the field; the others complete", async () => {
  const ended = await when(await start("strict"), isOver);
  expect(ended).toMatchObject({ status: "completed", completedCount: 6, errorCount: 14 });
  const [first] = await resultsOf(ended, "error");
  expect(first?.error).toMatchObject({ code: "INPUT_INVALID", message: expect.stringMatching(/\bn\b.*<=\s*5/) as string });
});

describe("watching", () => {
  test("shows the state at once and every later one until the end; whoever comes back sees the state of now", async () => {
    const run = await start("slow");
    const abort = new AbortController();
    const watching = createCaller(home.ctx, { signal: abort.signal });
    const seen: DatasetRun[] = [];
    const watched = (async () => {
      const watch = await watching.datasetRuns.watch({ datasetId, runId: run.id });
      for await (const each of watch) {
        seen.push(each);
        if (isOver(each)) return;
      }
    })();
    await when(run, (each) => each.runningCount === 2);
    await writeFile(gate, "");
    await watched;
    expect(seen.map(sumOf)).toEqual(seen.map(() => 20));
    const done = seen.map((each) => each.completedCount);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect([done[0], done.at(-1)]).toEqual([0, 20]);
    const again = await watching.datasetRuns.watch({ datasetId, runId: run.id });
    const next = again[Symbol.asyncIterator]();
    expect((await next.next()).value).toMatchObject({ status: "completed", completedCount: 20 });
    const end = next.next();
    abort.abort();
    expect((await end).done).toBe(true);
  });
});
