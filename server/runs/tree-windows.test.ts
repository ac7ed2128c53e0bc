import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Step } from "@/server/domain/step";
import { openTestConsole } from "@/server/testing/test-console";
import { writeRun, type WrittenStep } from "@/server/testing/written-run";

let home: Awaited<ReturnType<typeof openTestConsole>>;

const root: WrittenStep = { n: 1, kind: "agent", path: "writer" };
const chain: WrittenStep[] = Array.from({ length: 130 }, (_, at) => ({
  n: at + 1,
  path: `level${at}`,
  ...(at > 0 ? { parent: at } : {}),
}));
/** A root, 19,000 children, of which the first has 999 of its own. */
const wide: WrittenStep[] = [
  root,
  ...Array.from({ length: 19_000 }, (_, at) => ({ n: at + 2, parent: 1, ordinal: at, path: `writer.item#${at + 1}` })),
  ...Array.from({ length: 999 }, (_, at) => ({ n: at + 19_002, parent: 2, ordinal: at, path: `writer.item.part#${at + 1}` })),
  { n: 30_000, parent: 1, ordinal: 19_000, path: "writer.map.iter_7.call" },
];
/** 7 and 9 name parents that never came; of the root's children the number 1 is nobody's. */
const orphaned: WrittenStep[] = [
  root,
  { n: 9, parent: 80, ordinal: 3 },
  { n: 2, parent: 1, ordinal: 0 },
  { n: 7, parent: 70, ordinal: 0 },
  { n: 8, parent: 7, ordinal: 0 },
  { n: 3, parent: 1, ordinal: 2 },
];

beforeAll(async () => {
  home = await openTestConsole();
  await writeRun(home.ctx.db, "run_chain", chain);
  await writeRun(home.ctx.db, "run_wide", wide);
  await writeRun(home.ctx.db, "run_orphaned", orphaned);
  await writeRun(home.ctx.db, "run_many_orphans", [
    ...wide,
    ...orphaned.slice(1, 2).map((step) => ({ ...step, n: 50_000, parent: 90_000 })),
  ]);
});
afterAll(() => home.close());

const ids = (steps: Step[]): number[] => steps.map(({ id }) => Number.parseInt(id, 36));
const children = (runId: string, parent: string | null, offset = 0, limit = 200) =>
  home.caller.runs.children({ runId, parent, offset, limit });

describe("children", () => {
  it("gives windows of any place, also across borders and past the end", async () => {
    const middle = await children("run_wide", "1", 18_400, 500);
    expect(ids(middle.steps)).toEqual(Array.from({ length: 500 }, (_, at) => 18_402 + at));
    expect(middle).toMatchObject({ total: 19_001, absent: [] });
    expect(ids((await children("run_wide", "1", 18_990, 200)).steps)).toHaveLength(11);
    expect(await children("run_wide", "1", 20_000)).toEqual({ offset: 20_000, steps: [], total: 19_001, absent: [] });
    const last = await home.caller.runs.children({ runId: "run_wide", parent: "1", limit: 3, last: true });
    expect({ ...last, steps: ids(last.steps) }).toEqual({
      offset: 18_998,
      steps: [19_000, 19_001, 30_000],
      total: 19_001,
      absent: [],
    });
  });

  it("says of each how many children it has", async () => {
    const { steps } = await children("run_wide", "1", 0, 2);
    expect(steps.map(({ childCount }) => childCount)).toEqual([999, 0]);
    expect((await children("run_wide", "3")).total).toBe(0);
  });

  it("says which numbers no step has", async () => {
    const { steps, total, absent } = await children("run_orphaned", "1");
    expect(ids(steps)).toEqual([2, 3]);
    expect({ total, absent }).toEqual({ total: 3, absent: [{ from: 1, to: 2 }] });
    expect((await children("run_orphaned", "1", 1, 1)).absent).toEqual([{ from: 1, to: 2 }]);
  });

  it("puts steps whose parent never came after the roots, in the order they began", async () => {
    const { steps, total } = await children("run_orphaned", null);
    expect(ids(steps)).toEqual([1, 9, 7]);
    expect(total).toBe(3);
    expect(ids((await children("run_orphaned", null, 2, 5)).steps)).toEqual([7]);
    expect(ids((await children("run_orphaned", "7")).steps)).toEqual([8]);
  });

  it("finds those of a large run with its shape", async () => {
    expect((await home.caller.runs.shape({ runId: "run_many_orphans" })).orphans).toBe(1);
    const { steps, total } = await children("run_many_orphans", null);
    expect(ids(steps)).toEqual([1, 50_000]);
    expect(total).toBe(2);
  });

  it("knows a step that is not there", async () => {
    await expect(children("run_wide", "zzz")).rejects.toThrow("The run has no step zzz.");
    await expect(children("run_wide", "not-a-number")).rejects.toThrow("The run has no step not-a-number.");
    await expect(children("run_gone", null)).rejects.toThrow("There is no run run_gone. It may have been deleted.");
  });
});

describe("outline", () => {
  it("gives a small run whole, orphans and all", async () => {
    const outline = await home.caller.runs.outline({ runId: "run_orphaned" });
    expect(outline).toMatchObject({ complete: true, roots: 3, lastSeq: 12, counts: { steps: 6 } });
    expect(ids(outline.steps).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 7, 8, 9]);
    expect(outline.expanded).toEqual([
      { id: "1", childCount: 3 },
      { id: "7", childCount: 1 },
    ]);
    expect((await home.caller.runs.outline({ runId: "run_chain" })).expanded).toHaveLength(129);
  });

  it("gives of a large one what makes a first view", async () => {
    const outline = await home.caller.runs.outline({ runId: "run_wide" });
    // The first child has 999 itself: with 200 of those it would be too many.
    expect(ids(outline.steps)).toEqual(Array.from({ length: 201 }, (_, at) => at + 1));
    expect(outline).toMatchObject({ complete: false, roots: 1 });
    expect(outline.expanded).toEqual([{ id: "1", childCount: 19_001 }]);
  });
});

describe("ancestors", () => {
  it("gives all that is above a step, from the root down, by its id or its path", async () => {
    const { step, ancestors, rootPlace } = await home.caller.runs.ancestors({ runId: "run_chain", stepId: (130).toString(36) });
    expect(step.path).toBe("level129");
    expect(ids(ancestors)).toEqual(Array.from({ length: 129 }, (_, at) => at + 1));
    expect(rootPlace).toBe(0);
    const byPath = await home.caller.runs.ancestors({ runId: "run_wide", path: "writer.item.part#900" });
    expect(ids([byPath.step, ...byPath.ancestors])).toEqual([19_901, 1, 2]);
    const first = await home.caller.runs.ancestors({ runId: "run_wide", path: "writer.item#1" });
    expect(first.step.id).toBe("2");
    // Nothing is recorded at what is between: the elements of a loop are not steps.
    const deep = await home.caller.runs.ancestors({ runId: "run_wide", path: "writer.map.iter_7.call" });
    expect(ids([deep.step, ...deep.ancestors])).toEqual([30_000, 1]);
  });

  it("of an orphan gives none, and says what is not there", async () => {
    expect(await home.caller.runs.ancestors({ runId: "run_orphaned", stepId: "9" })).toMatchObject({
      ancestors: [],
      rootPlace: 1,
    });
    expect(await home.caller.runs.ancestors({ runId: "run_orphaned", stepId: "8" })).toMatchObject({ rootPlace: 2 });
    await expect(home.caller.runs.ancestors({ runId: "run_wide", path: "writer.nobody" })).rejects.toThrow(
      "The run has no step at writer.nobody.",
    );
    await expect(home.caller.runs.ancestors({ runId: "run_wide", stepId: "zzz" })).rejects.toThrow("The run has no step zzz.");
  });
});
