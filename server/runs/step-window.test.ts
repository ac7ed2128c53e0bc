import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Step } from "@/server/domain/step";
import { openTestConsole } from "@/server/testing/test-console";
import { writeRun, type WrittenStep } from "@/server/testing/written-run";
import { listStepWindow, listStepWindowInput } from "./list-step-window";

let home: Awaited<ReturnType<typeof openTestConsole>>;
/** 9,999 children; every tenth failed, every hundredth is slow. They began the other way round than they stand. */
const steps: WrittenStep[] = Array.from({ length: 10_000 }, (_, at) => ({
  n: at + 1,
  ...(at === 0 ? {} : { parent: 1, ordinal: 9999 - at }),
  status: at % 10 === 3 ? "error" : "completed",
  startedAt: 1_750_000_000_000,
  endedAt: 1_750_000_000_000 + (at % 100 === 7 ? 500 : 5),
  path: at === 0 ? "writer" : `writer.part#${at}`,
}));
beforeAll(async () => {
  home = await openTestConsole();
  await writeRun(home.ctx.db, "run_large", steps);
  await writeRun(
    home.ctx.db,
    "run_small",
    steps.slice(-1000).map((step, at) => ({ ...step, n: at + 1, ...(at === 0 ? { parent: null, ordinal: 0 } : {}) })),
  );
});
afterAll(() => home.close());

const window = (query: object, runId = "run_large") =>
  listStepWindow({ ctx: home.ctx, input: listStepWindowInput.parse({ runId, ...query }) });
const numbers = (list: Step[]): number[] => list.map(({ id }) => Number.parseInt(id, 36));

describe("a window of steps", () => {
  it("is any part of all steps, in the order they began", async () => {
    for (const offset of [0, 999, 1000, 1001, 4321, 9_900]) {
      const { steps: found, total } = await window({ offset, limit: 200 });
      expect(total).toBe(10_000);
      expect(numbers(found)).toEqual(Array.from({ length: Math.min(200, 10_000 - offset) }, (_, at) => offset + at + 1));
    }
    expect(await window({ offset: 10_000 })).toEqual({ steps: [], total: 10_000 });
    expect(await window({ offset: 500_000 })).toEqual({ steps: [], total: 10_000 });
  });

  it("is any part of a step's children, in their order", async () => {
    const { steps: found, total } = await window({ parent: "1", offset: 9990, limit: 200 });
    expect(total).toBe(9999);
    expect(numbers(found)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2]);
    expect(await window({ parent: "2" })).toEqual({ steps: [], total: 0 });
  });

  it("says how many fit, also of another thread, and keeps the order", async () => {
    const slow = await window({ minMs: 500, offset: 98, limit: 10 });
    expect({ ...slow, steps: numbers(slow.steps) }).toEqual({ steps: [9808, 9908], total: 100 });
    const under = await window({ parent: "1", minMs: 500, status: ["completed"], offset: 99 });
    expect({ ...under, steps: numbers(under.steps) }).toEqual({ steps: [8], total: 100 });
    expect((await window({ q: "PART#77", status: ["error"] })).total).toBe(11);
    expect((await window({ status: ["running"] })).total).toBe(0);
    const small = await window({ status: ["error"], limit: 3, offset: 1 }, "run_small");
    expect(small.total).toBe(100);
    expect(small.steps).toHaveLength(3);
  });
});
