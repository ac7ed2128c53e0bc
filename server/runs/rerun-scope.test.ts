import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { agentFile, openTestConsole } from "@/server/testing/test-console";
import { writeRun, type WrittenStep } from "@/server/testing/written-run";

const body = `await ctx.plan("a plan");
  await ctx.step("first", () => 1);
  return ctx.flow("main", async () => {
    const both = ctx.map("each", ["a", "b", "c"], { concurrency: 3 }, (one) =>
      ctx.step("outer", { input: one }, async () => {
        await ctx.step("inner", () => 1);
        return ctx.step("last", () => 2);
      }));
    await both;
    return ctx.step("after", () => 3);
  });`;

let home: Awaited<ReturnType<typeof openTestConsole>>;
beforeAll(async () => {
  home = await openTestConsole({ files: { "agents/desk.ts": agentFile("desk", body) } });
  await writeRun(home.ctx.db, "run_long", long(12_000));
});
afterAll(() => home.close());

/** A root, a flow with all the rest, one branch that goes on beside the others, and one step that was cancelled. */
function long(count: number): WrittenStep[] {
  const last = 2 * count + 10;
  return [
    { n: 1, kind: "agent", path: "writer", endedSeq: last + 3 },
    { n: 2, parent: 1, kind: "flow", path: "writer.main", endedSeq: last + 2 },
    { n: 3, parent: 2, path: "writer.main.beside", endedSeq: last + 1 },
    { n: 4, parent: 2, ordinal: 1, path: "writer.main.stopped", status: "cancelled" },
    ...Array.from({ length: count }, (_, at) => ({
      n: at + 5,
      parent: at % 2 === 0 ? 2 : 3,
      ordinal: at % 2 === 0 ? at / 2 + 2 : (at - 1) / 2,
      path: at % 2 === 0 ? `writer.main.item#${at}` : `writer.main.beside.item#${at}`,
    })),
  ];
}

const scope = (runId: string, n: number | string) =>
  home.caller.runs.rerunScope({ runId, stepId: typeof n === "string" ? n : n.toString(36) });

describe("what a re-run would take over", () => {
  it("is what the re-run then does take over, from each step there is", async () => {
    const { runId, counts } = await home.runToEnd("desk");
    const { steps } = await home.caller.runs.steps({ runId, limit: 100 });
    expect(steps).toHaveLength(counts.steps);
    for (const step of steps) {
      const said = await scope(runId, step.id);
      const { run } = await home.caller.runs.rerun({ runId, fromPath: step.path });
      await home.endOf(run.runId);
      const made = await home.caller.runs.steps({ runId: run.runId, limit: 100 });
      expect(said.reused, step.path).toBe(made.steps.filter(({ status }) => status === "reused").length);
      expect(said.reused + said.again + said.around.length, step.path).toBe(steps.length - 1);
    }
  });

  it("is counted exactly in a long run, of which no page has all", async () => {
    // Before the item are half of the others, of which one branch still went on: with it comes all that is inside it.
    expect(await scope("run_long", 6_005)).toEqual({ reused: 9_001, again: 3_001, around: ["main"] });
    // Within that branch nothing comes with it.
    expect(await scope("run_long", 6_004)).toEqual({ reused: 5_999, again: 6_002, around: ["main", "beside"] });
    expect(await scope("run_long", 5)).toEqual({ reused: 6_001, again: 6_001, around: ["main"] });
    expect(await scope("run_long", 1)).toEqual({ reused: 0, again: 12_003, around: [] });
    await expect(scope("run_long", 99_999)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
