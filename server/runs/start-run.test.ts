import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { agentFile, openTestConsole } from "@/server/testing/test-console";

let console: Awaited<ReturnType<typeof openTestConsole>>;

beforeAll(async () => {
  console = await openTestConsole({
    files: {
      "agents/two.ts": agentFile(
        "two",
        `await ctx.plan("do two things");
         return ctx.flow("main", async () => {
           const a = await ctx.step("first", { input: { n: input.n } }, (given) => given.n + 1);
           const b = await ctx.step("second", { kind: "tool", input: a }, (given) => given * 10);
           return { a, b };
         });`,
      ),
      "agents/patterns.ts": `import { defineAgent } from "trackside";
import { z } from "zod";
export default defineAgent({ id: "patterns", input: z.object({ plain: z.string().regex(/^[\\w-.]+$/), loose: z.string().regex(/^abc$/i) }), run: () => 1 });`,
      "agents/strict.ts": `import { defineAgent } from "trackside";
import { z } from "zod";
export default defineAgent({ id: "strict", input: z.object({ n: z.number().min(1) }), run: (_ctx, { n }) => n });`,
    },
  });
});
afterAll(() => console.close());

describe("starting a run", () => {
  test("an agent outside any node_modules runs to its end, with every step recorded", async () => {
    const run = await console.runToEnd("two", { n: 1 });
    expect(run).toMatchObject({ status: "completed", result: { type: "json", data: { a: 2, b: 20 } }, input: { n: 1 } });
    expect(run.runId).toMatch(/^run_\d{8}_\d{6}_[0-9a-f]{16}$/);
    expect(run.counts).toEqual({ steps: 5, actions: 1, modelCalls: 0, tools: 1, evaluators: 0, errors: 0 });
    const { steps, hasMore } = await console.caller.runs.steps({ runId: run.runId });
    expect(hasMore).toBe(false);
    expect(steps.map((step) => [step.path, step.kind, step.status]).toSorted()).toEqual([
      ["two", "agent", "completed"],
      ["two.main", "flow", "completed"],
      ["two.main.first", "action", "completed"],
      ["two.main.second", "tool", "completed"],
      ["two.planning", "planning", "completed"],
    ]);
    const second = steps.find((step) => step.name === "second");
    expect(await console.caller.runs.step({ runId: run.runId, stepId: second?.id ?? "" })).toMatchObject({
      input: 2,
      output: 20,
    });
  });

  test("patterns of the agent's own schema refuse no more than it does", async () => {
    expect((await console.runToEnd("patterns", { plain: "a-b.c", loose: "ABC" })).status).toBe("completed");
    await expect(console.caller.runs.start({ agentId: "patterns", input: { plain: "a b", loose: "abc" } })).rejects.toMatchObject(
      {
        code: "UNPROCESSABLE_CONTENT",
      },
    );
  });

  test("what does not fit the agent's schema never becomes a run, and the field is named", async () => {
    const before = (await console.caller.console.status()).counts.runs;
    await expect(console.caller.runs.start({ agentId: "strict", input: { n: 0 } })).rejects.toMatchObject({
      code: "UNPROCESSABLE_CONTENT",
      cause: { status: 422, faults: [{ path: "input.n" }] },
    });
    await expect(console.caller.runs.start({ agentId: "nobody", input: 1 })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await console.caller.console.status()).counts.runs).toBe(before);
  });
});
