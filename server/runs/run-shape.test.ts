import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestConsole } from "@/server/testing/test-console";
import { writeRun, type WrittenStep } from "@/server/testing/written-run";

let home: Awaited<ReturnType<typeof openTestConsole>>;
beforeAll(async () => {
  home = await openTestConsole();
});
afterAll(() => home.close());

const t = 1_750_000_000_000;
type Timed = [from: number, to: number | null];
const step = (
  n: number,
  parent: number | undefined,
  ordinal: number,
  [from, to]: Timed,
  more: Partial<WrittenStep> = {},
): WrittenStep => ({
  n,
  ...(parent === undefined ? { kind: "agent" } : { parent }),
  ordinal,
  startedAt: t + from,
  endedAt: to === null ? null : t + to,
  ...(to === null ? { endedSeq: null, status: "running" } : {}),
  ...more,
});
const shapeOf = (runId: string, buckets = 10) => home.caller.runs.shape({ runId, buckets });
const sum = (counts: number[]): number => counts.reduce((all, count) => all + count, 0);

describe("shape", () => {
  it("says where a run's time went", async () => {
    await writeRun(home.ctx.db, "run_day", [
      step(1, undefined, 0, [0, 10_000]),
      step(2, 1, 0, [0, 1000], { kind: "model" }),
      step(3, 1, 1, [0, 2000], { kind: "tool" }),
      step(4, 1, 2, [2000, 8000], { kind: "input" }),
      step(5, 1, 3, [8000, 10_000], { status: "error" }),
    ]);
    const shape = await shapeOf("run_day");
    expect(shape).toMatchObject({
      bounds: { startMs: t, endMs: t + 10_000 },
      begun: [3, 0, 1, 0, 0, 0, 0, 0, 1, 0],
      failed: [0, 0, 0, 0, 0, 0, 0, 0, 1, 0],
      models: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      idle: [{ fromMs: t + 2000, toMs: t + 8000 }],
      kinds: { agent: 1, model: 1, input: 1, tool: 2 },
      failures: 1,
      orphans: 0,
    });
    expect(shape.critical.map(({ id, selfMs }) => [id, selfMs])).toEqual([
      ["4", 6000],
      ["3", 2000],
      ["5", 2000],
      ["1", 0],
    ]);
  });

  it("counts a failure where it arose, not again in each step that passed it on", async () => {
    await writeRun(home.ctx.db, "run_passed_on", [
      step(1, undefined, 0, [0, 10_000], { status: "error" }),
      step(2, 1, 0, [2000, 9000], { status: "timeout" }),
      step(3, 2, 0, [8000, 9000], { status: "error" }),
      step(4, 1, 1, [9000, 9500], { status: "error" }),
    ]);
    expect(await shapeOf("run_passed_on")).toMatchObject({ failures: 2, failed: [0, 0, 0, 0, 0, 0, 0, 0, 1, 1] });
  });

  it("holds where a clock went back, nothing has a length, a parent never came, or there is no step", async () => {
    await writeRun(home.ctx.db, "run_back", [
      step(1, undefined, 0, [0, -500]),
      step(2, 1, 0, [-1000, -900]),
      step(3, 99, 0, [50, 60]),
    ]);
    expect(await shapeOf("run_back")).toMatchObject({ bounds: { startMs: t - 1000, endMs: t + 60 }, orphans: 1 });
    await writeRun(home.ctx.db, "run_point", [step(1, undefined, 0, [0, 0]), step(2, 1, 0, [0, 0])]);
    expect(await shapeOf("run_point")).toMatchObject({ bounds: { startMs: t, endMs: t }, critical: [], idle: [] });
    await writeRun(home.ctx.db, "run_none", []);
    expect(await shapeOf("run_none")).toMatchObject({ bounds: { startMs: t, endMs: t }, begun: Array(10).fill(0), kinds: {} });
  });

  it("takes a run that goes on up to now, and one that waits for idle", async () => {
    const begun = Date.now() - 60_000;
    const open = [
      step(1, undefined, 0, [0, null], { startedAt: begun }),
      step(2, 1, 0, [0, 1], { startedAt: begun, endedAt: begun + 10 }),
      step(3, 1, 1, [0, null], { startedAt: begun + 10, status: "running" }),
    ];
    const goesOn = { endedAt: null, startedAt: begun, createdAt: begun, held: 1 };
    await writeRun(home.ctx.db, "run_on", open, { ...goesOn, status: "running" });
    await writeRun(home.ctx.db, "run_waits", open, { ...goesOn, status: "waiting" });
    const shape = await shapeOf("run_on");
    expect(shape.bounds.endMs).toBeGreaterThanOrEqual(begun + 60_000);
    expect(shape.idle).toEqual([]);
    expect((await shapeOf("run_waits")).idle).toMatchObject([{ fromMs: begun + 10 }]);
  });

  it("is kept once a large run has ended, counts every step once in any number of parts, and goes with its run", async () => {
    const large = Array.from({ length: 20_000 }, (_, at) =>
      step(at + 1, at === 0 ? undefined : 1, Math.max(0, at - 1), at === 0 ? [0, 20_000] : [at, at + 1]),
    );
    const key = await writeRun(home.ctx.db, "run_large", large);
    const [ten, many] = [await shapeOf("run_large"), await shapeOf("run_large", 480)];
    expect([sum(ten.begun), sum(many.begun)]).toEqual([20_000, 20_000]);
    expect(ten.begun.every((count) => count > 1990 && count < 2010)).toBe(true);
    expect(ten.criticalSteps).toBe(20_000);
    expect(ten.critical).toHaveLength(1000);
    const kept = () => home.ctx.db.read.all<{ body: string }>(`SELECT body FROM run_shapes WHERE run_key = ${key}`);
    expect(await kept()).toHaveLength(1);
    await home.caller.runs.delete({ runId: "run_large" });
    expect(await kept()).toEqual([]);
  });
});
