import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DatasetRun } from "@/server/domain/dataset-run";
import type { RunEvent } from "@/server/domain/run-event";
import type { RunSummary } from "@/server/domain/run";
import { openDatasetRest, sumOf } from "@/server/testing/dataset-rest";
import { openHttpConsole, openingTakesMs, type HttpConsole } from "@/server/testing/http-console";
import { agentFile } from "@/server/testing/test-console";

const pause = `const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));`;
const files = {
  "works.ts": agentFile("works", `await ctx.step("work", () => pause(input.ms)); return input.n;`, pause),
  "asks.ts": agentFile("asks", `return input.ask ? ctx.input("ok", { schema: z.boolean() }) : input.n;`),
};

let console: HttpConsole;
let rest: ReturnType<typeof openDatasetRest>;
beforeAll(async () => {
  console = await openHttpConsole({ files });
  rest = openDatasetRest(console.url);
}, openingTakesMs);
afterAll(() => console.close());

const items = (count: number, of: (n: number) => object) => Array.from({ length: count }, (_, n) => ({ input: { n, ...of(n) } }));

/** Looks until it is so; at every look the counts add up. */
async function when(run: DatasetRun, is: (run: DatasetRun) => boolean): Promise<DatasetRun> {
  for (;;) {
    const now = await rest.run(run);
    expect(sumOf(now)).toBe(now.totalItems * now.trials);
    if (is(now)) return now;
  }
}

/** From asking for a single run to the begin of its first step, in the middle of several. */
async function startToStepMs(): Promise<number> {
  const took: number[] = [];
  for (let at = 0; at < 15; at++) {
    const asked = Date.now();
    const run: RunSummary = await console.startRun("works", { input: { ms: 0 }, wait: true });
    const { events } = await console.detail(run);
    const begun = events.find((event: RunEvent) => event.path === "works.work");
    took.push((begun?.timestamp ?? Number.NaN) - asked);
  }
  return took.toSorted((a, b) => a - b)[7] ?? Number.NaN;
}

describe("beside a dataset run of 6,000 items, 1,000 at once,", () => {
  let huge: DatasetRun;
  let alone: { single: number; small: number };
  let small: string;

  beforeAll(async () => {
    small = await rest.create(
      "small",
      items(120, () => ({ ms: 30 })),
    );
    const first = await rest.start(small, { agentId: "works", concurrency: 6 });
    const ended = await when(first, (run) => run.status === "completed");
    alone = { single: await startToStepMs(), small: ended.durationMs ?? Number.NaN };
    const set = await rest.create(
      "huge",
      items(6000, () => ({ ms: 100 })),
    );
    huge = await rest.start(set, { agentId: "works", concurrency: 1000 });
    await when(huge, (run) => run.runningCount > 20);
  }, 60_000);

  test("a single run begins about as soon as alone", async () => {
    const beside = await startToStepMs();
    expect((await rest.run(huge)).status).toBe("running");
    expect(beside).toBeLessThan(alone.single * 5 + 150);
  }, 30_000);

  test("a small dataset run gets its share, and the huge one goes on meanwhile", async () => {
    const before = (await rest.run(huge)).completedCount;
    const run = await rest.start(small, { agentId: "works", concurrency: 6 });
    const ended = await when(run, (each) => each.status === "completed");
    const now = await rest.run(huge);
    expect(now.status).toBe("running");
    expect(now.completedCount).toBeGreaterThan(before);
    expect(ended.durationMs).toBeLessThan(alone.small * 3 + 500);
  }, 30_000);

  test("items that wait for a person hold nobody", async () => {
    const set = await rest.create(
      "asking",
      items(60, (n) => ({ ask: n < 20 })),
    );
    const run = await rest.start(set, { agentId: "asks", concurrency: 2 });
    const waiting = await when(run, (each) => each.status === "waiting");
    expect(waiting).toMatchObject({ waitingCount: 20, completedCount: 40 });
    await rest.cancel(run);
    expect(await when(run, (each) => each.endedAt !== undefined)).toMatchObject({ cancelledCount: 20, completedCount: 40 });
  }, 30_000);

  test("and it ends with all its items, whatever came between", async () => {
    expect(await when(huge, (run) => run.status === "completed")).toMatchObject({ completedCount: 6000 });
  }, 60_000);
});
