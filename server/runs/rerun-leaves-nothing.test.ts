import { sql } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { deleteRun } from "./delete-run";
import { agentFile, openTestConsole } from "@/server/testing/test-console";

let home: Awaited<ReturnType<typeof openTestConsole>>;
afterEach(() => home.close());

test("runs and re-runs that are deleted leave no value behind", async () => {
  const body = `return ctx.step("outer", { input: { text: "x".repeat(2000) } }, async () => {
    await ctx.step("first", { input: 1 }, () => 1);
    return ctx.step("second", { input: 2 }, () => 2);
  });`;
  home = await openTestConsole({ files: { "agents/nests.ts": agentFile("nests", body) } });
  const run = await home.runToEnd("nests");
  const again = await home.caller.runs.rerun({ runId: run.runId, fromPath: "nests.outer.second" });
  const { counts } = await home.endOf(again.run.runId);
  expect(counts).toMatchObject({ steps: 4 });
  const { steps } = await home.caller.runs.steps({ runId: again.run.runId });
  const outer = steps.find(({ path }) => path === "nests.outer");
  const step = await home.caller.runs.step({ runId: again.run.runId, stepId: outer?.id ?? "" });
  expect(step.input).toEqual({ text: "x".repeat(2000) });
  for (const { runId } of [run, again.run]) await deleteRun({ ctx: home.ctx, input: { runId } });
  expect(await home.ctx.db.read.all(sql`SELECT id, substr(body, 1, 40) AS body FROM payloads`)).toEqual([]);
});
