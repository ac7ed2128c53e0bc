import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DatasetRun } from "@/server/domain/dataset-run";
import type { RunDelta } from "@/server/runs/watch-run";
import { howOften } from "@/server/testing/how-often";
import { seedDataset } from "@/server/testing/seed-dataset";
import { agentFile, openTestConsole } from "@/server/testing/test-console";

let home: Awaited<ReturnType<typeof openTestConsole>>;
beforeAll(async () => {
  const body = `for (let i = 0; i < input.steps; i++)
    await ctx.step("work", { input: { i } }, () => new Promise((resolve) => setTimeout(resolve, input.ms, i)));`;
  home = await openTestConsole({ files: { "agents/works.ts": agentFile("works", body) } });
});
afterAll(() => home.close());

type Input = Parameters<typeof home.caller.live.watch>[0];
type Item = { id: string; cursor?: string; data?: Omit<RunDelta, "seq"> | DatasetRun; ended?: true; error?: { data: object } };
const watch = async (input: Input) => (await home.caller.live.watch(input)) as unknown as AsyncIterable<[string, Item]>;

const start = async (steps: number, ms: number): Promise<string> =>
  (await home.caller.runs.start({ agentId: "works", input: { steps, ms } })).run.runId;

/** Reads a stream to its end, hanging up again and again, and each time says only the id it saw last. */
async function readInParts(subs: Input["subs"], cuts: number[]): Promise<Item[]> {
  const items: Item[] = [];
  let lastEventId: string | undefined;
  for (let turn = 0; ; turn++) {
    let left = cuts[turn] ?? Number.POSITIVE_INFINITY;
    for await (const [id, item] of await watch({ subs, ...(lastEventId ? { lastEventId } : {}) })) {
      lastEventId = id;
      items.push(item);
      if (--left === 0) break;
    }
    if (left > 0) return items;
  }
}

test("several runs, cut off anywhere and resumed by one id: each is told whole, up to its end, and that once", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ steps: fc.integer({ min: 1, max: 8 }), ms: fc.nat(20) }), { minLength: 1, maxLength: 5 }),
      fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 6 }),
      async (works, cuts) => {
        const runs = await Promise.all(works.map(({ steps, ms }) => start(steps, ms)));
        const items = await readInParts(
          runs.map((runId, place) => ({ id: String(place), of: "run" as const, runId })),
          cuts,
        );
        for (const [place, { steps }] of works.entries()) {
          const own = items.filter(({ id }) => id === String(place));
          expect(own.filter(({ ended }) => ended)).toEqual([own.at(-1)]);
          const deltas = own.flatMap(({ data }) => (data && "steps" in data ? [data] : []));
          const names = deltas.flatMap((delta) => delta.steps.map(({ path }) => path));
          expect(new Set(names).size).toBe(steps + 1);
          expect(deltas.at(-1)?.run.status).toBe("completed");
          const cursors = own.flatMap(({ cursor }) => (cursor === undefined ? [] : [Number(cursor)]));
          expect(cursors).toEqual(cursors.toSorted((a, b) => a - b));
          expect(cursors.at(-1)).toBe(2 * (steps + 1));
          // A step that has ended is told so by one event only.
          const ends = deltas.flatMap((delta) => delta.steps.filter(({ endedSeq }) => endedSeq !== undefined));
          expect(ends).toHaveLength(steps + 1);
        }
      },
    ),
    { numRuns: howOften(10, 60) },
  );
}, 60_000);

test("begins where each of them has come to, and leaves out what the id says is over", async () => {
  const runs = [await start(3, 0), await start(3, 0)];
  for (const run of runs) await home.endOf(run);
  const subs = runs.map((runId, place) => ({ id: String(place), of: "run" as const, runId, lastEventId: "6" }));
  const items = await readInParts(subs, []);
  const steps = items.flatMap(({ data }) => (data && "steps" in data ? data.steps : []));
  expect(steps.map(({ endedSeq = 0 }) => endedSeq > 6)).toEqual([true, true, true, true]);
  const left: Item[] = [];
  for await (const [, item] of await watch({ subs, lastEventId: "0.-,1.4" })) left.push(item);
  expect(new Set(left.map(({ id }) => id))).toEqual(new Set(["1"]));
});

test("one that fails says why, and the others go on: a run, and a dataset run", async () => {
  await seedDataset(home.ctx.db, "set", [{ input: { steps: 2, ms: 5 } }, { input: { steps: 2, ms: 5 } }]);
  const runId = await start(4, 5);
  const { run } = await home.caller.datasetRuns.start({ datasetId: "set", agentId: "works" });
  const seen = new Map<string, Item[]>();
  const isOver = (): boolean => {
    const last = seen.get("b")?.at(-1)?.data;
    return last !== undefined && "completedCount" in last && last.completedCount === 2;
  };
  const subs: Input["subs"] = [
    { id: "gone", of: "run", runId: "run_that_never_was" },
    { id: "a", of: "run", runId },
    { id: "b", of: "datasetRun", datasetId: "set", runId: run.id },
  ];
  for await (const [, item] of await watch({ subs })) {
    seen.set(item.id, [...(seen.get(item.id) ?? []), item]);
    if (isOver() && seen.get("a")?.at(-1)?.ended) break;
  }
  expect(seen.get("gone")).toMatchObject([{ error: { data: { problem: { status: 404 }, path: "runs.watch" } } }]);
  const listeners = home.ctx.live.size;
  for await (const _ of await watch({ subs: subs.slice(2) })) {
    expect(home.ctx.live.size).toBe(listeners + 1);
    break;
  }
  // Nobody is left listening when the reader has gone.
  expect(home.ctx.live.size).toBe(listeners);
});

test("refuses more than a hundred, and two of the same id", async () => {
  const sub = (place: number) => ({ id: String(place), of: "run" as const, runId: "run_1" });
  const tooMany = { subs: Array.from({ length: 101 }, (_, place) => sub(place)) };
  await expect(watch(tooMany)).rejects.toThrow(/subs/);
  await expect(watch({ subs: [sub(1), sub(1)] })).rejects.toThrow(/same id/);
});
