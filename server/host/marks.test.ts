import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { agentFile, openTestConsole, until } from "@/server/testing/test-console";

let homes: Awaited<ReturnType<typeof openTestConsole>>[] = [];
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "trackside-marks-"));
});
afterEach(async () => {
  for (const home of homes.splice(0)) await home.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(options: Parameters<typeof openTestConsole>[0]) {
  const home = await openTestConsole(options);
  homes.push(home);
  return home;
}

test("a run that goes on with other code says so, and marks what that never came to", async () => {
  const gate = join(folder, "gate");
  const wait = `await ctx.step("gate", async () => { const { existsSync } = await import("node:fs");
    while (!existsSync(${JSON.stringify(gate)})) await new Promise((r) => setTimeout(r, 10)); });`;
  const before = `await ctx.flow("old", () => ctx.step("inside", () => 1)); await ctx.step("kept", () => 2); ${wait}`;
  const first = await open({ files: { "agents/change.ts": agentFile("change", before) } });
  const { run } = await first.caller.runs.start({ agentId: "change", input: null });
  await until(first.ctx.live, "runs", async () => {
    const { steps } = await first.caller.runs.steps({ runId: run.runId });
    return steps.some(({ name }) => name === "gate");
  });
  await first.stop();
  homes = [];
  const after = `await ctx.step("kept", () => 2); ${wait}`;
  await writeFile(gate, "");
  const second = await open({ dir: first.home, files: { "agents/change.ts": agentFile("change", after) } });
  expect((await second.endOf(run.runId)).status).toBe("completed");
  const { steps } = await second.caller.runs.steps({ runId: run.runId });
  const marked = (name: string) => steps.filter(({ attributes }) => attributes?.[name] !== undefined).map(({ path }) => path);
  expect(marked("unreached")).toEqual(["change.old", "change.old.inside"]);
  expect(marked("revisionChanged")).toEqual(["change"]);
  // What one run did not come to says nothing of the next.
  const again = await second.caller.runs.rerun({ runId: run.runId, fromPath: "change.kept" });
  const copied = (await second.caller.runs.steps({ runId: again.run.runId })).steps;
  expect(copied.filter(({ path }) => path.startsWith("change.old")).map(({ attributes }) => attributes?.["unreached"])).toEqual([
    undefined,
    undefined,
  ]);
});

test("in development, steps nothing tells apart are pointed out, and those with their own input are not", async () => {
  const body = `const rest = () => new Promise((r) => setTimeout(r, 20));
    await Promise.all([1, 2].map(() => ctx.step("same", rest)));
    await Promise.all([1, 2].map((n) => ctx.step("told", { input: n }, rest)));
    await ctx.step("later", rest); await ctx.step("later", rest);
    await ctx.map("loop", [1, 1], { concurrency: 2 }, () => ctx.step("same", rest));`;
  const files = { "agents/order.ts": agentFile("order", body) };
  const ambiguousIn = async (dev: boolean) => {
    const home = await open({ files, dev });
    const { runId } = await home.runToEnd("order");
    const { steps } = await home.caller.runs.steps({ runId });
    return steps.filter(({ attributes }) => attributes?.["ambiguous"]).map(({ path }) => path);
  };
  expect(await ambiguousIn(true)).toEqual(["order.same#2"]);
  expect(await ambiguousIn(false)).toEqual([]);
});

test("a watcher's failure is no step the code has to come to again", async () => {
  const home = await open({
    files: {
      "agents/watched.ts": `import { defineAgent } from "trackside"; import { existsSync, writeFileSync } from "node:fs";
export default defineAgent({ id: "watched", on: { "step.completed": () => { throw new Error("no") } }, async run(ctx, died) {
  await ctx.step("a", () => 1); await ctx.step("b", () => 2);
  await ctx.step("dies", () => { if (!existsSync(died)) { writeFileSync(died, ""); process.exit(1); } });
} });`,
    },
  });
  const run = await home.runToEnd("watched", join(folder, "died"));
  expect([run.status, run.recoveries]).toEqual(["completed", 1]);
  const { steps } = await home.caller.runs.steps({ runId: run.runId });
  expect(steps.filter(({ name }) => name === "handler_failed").length).toBeGreaterThanOrEqual(2);
  expect(steps.filter(({ attributes }) => attributes?.["unreached"])).toEqual([]);
});
