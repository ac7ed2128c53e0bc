import { afterEach, describe, expect, test } from "vitest";
import { howOften } from "@/server/testing/how-often";
import { agentFile, openTestConsole, until } from "@/server/testing/test-console";

let home: Awaited<ReturnType<typeof openTestConsole>>;
afterEach(() => home.close());

const pause = "const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));";
/** Nested, parallel, with awaits of uneven length: where context could leak from one run into another, it would here. */
const tagging = agentFile(
  "tagging",
  `const say = (part) => ctx.step("say " + part, async () => { await pause((input.n * 7 + part.length * 13) % 17); return input.n + ":" + part; });
   const [left, right] = await Promise.all([
     ctx.flow("left", async () => { await pause(input.n % 5); return [await say("a"), ...(await Promise.all([say("b"), say("cc")]))]; }),
     ctx.flow("right", async () => { const inner = await ctx.step("outer", async () => { await pause(1); return say("in"); }); await ctx.log("done " + input.n); return [inner]; }),
   ]);
   return [ctx.run.id, ...left, ...right];`,
  pause,
);
const paths = ["", ".left", ".left.say%20a", ".left.say%20b", ".left.say%20cc", ".right", ".right.log", ".right.outer"]
  .concat(".right.outer.say%20in")
  .map((path) => `tagging${path}`);

test("1,000 runs at once never mix", async () => {
  home = await openTestConsole({ files: { "agents/tagging.ts": tagging }, concurrency: 1000 });
  const started = await Promise.all(
    Array.from({ length: 1000 }, (_, n) => home.caller.runs.start({ agentId: "tagging", input: { n } })),
  );
  const ended = await Promise.all(started.map(({ run }) => home.endOf(run.runId)));
  for (const [n, run] of ended.entries()) {
    const said = ["a", "b", "cc", "in"].map((part) => `${n}:${part}`);
    expect(run).toMatchObject({ status: "completed", result: { data: [run.runId, ...said] }, counts: { steps: 9 } });
  }
  for (const run of ended.filter((_, n) => n % 25 === 0)) {
    const { steps } = await home.caller.runs.steps({ runId: run.runId });
    expect(steps.map(({ path }) => path).toSorted()).toEqual(paths);
    const byId = new Map(steps.map((step) => [step.id, step]));
    for (const { path, parentId } of steps.filter((step) => step.parentId !== undefined))
      expect(path.slice(0, path.lastIndexOf("."))).toBe(byId.get(parentId ?? "")?.path);
  }
}, 60_000);

describe("one bad run beside many good ones", () => {
  /** Where nobody can be blamed, each of them ends in a process of its own, one after the other. */
  const beside = howOften(8, 50);
  const working = agentFile(
    "working",
    `for (let i = 0; i < 20; i++) await ctx.step("work", { input: i }, () => pause(50)); return "well";`,
    pause,
  );

  async function runBeside(bad: string, files: Record<string, string>, options: Parameters<typeof openTestConsole>[0]) {
    home = await openTestConsole({ ...options, files: { "agents/working.ts": working, ...files } });
    const good = await Promise.all(
      Array.from({ length: beside }, () => home.caller.runs.start({ agentId: "working", input: null })),
    );
    await until(home.ctx.live, "runs", async () => (await home.caller.runs.list({ status: ["running"] })).total === beside);
    const { run } = await home.caller.runs.start({ agentId: bad, input: null });
    const ended = await Promise.all(good.map(({ run: each }) => home.endOf(each.runId)));
    expect(ended.map((each) => [each.status, each.result?.data])).toEqual(ended.map(() => ["completed", "well"]));
    return home.endOf(run.runId);
  }

  test("that loops for ever: they complete, and it is named and ended", async () => {
    const spins = agentFile("spins", `await ctx.step("before", () => 1); await ctx.step("spin", () => { for (;;); });`);
    const run = await runBeside("spins", { "agents/spins.ts": spins }, { silenceMs: 3000 });
    expect(run).toMatchObject({ status: "error", error: { code: "HOST_DIED", path: "spins.spin" } });
    expect(run.error?.message).toMatch(/silent for 3 s, busy in run run_/);
  }, 90_000);

  test("that eats all memory: they complete, and it is named and ended", async () => {
    const hungry = agentFile(
      "hungry",
      `await ctx.step("eat", () => { const eaten = []; for (;;) eaten.push(new Array(100_000).fill(1)); });`,
    );
    const hostEnv = { ...process.env, NODE_OPTIONS: "--max-old-space-size=96" };
    const run = await runBeside("hungry", { "agents/hungry.ts": hungry }, { hostEnv });
    expect(run).toMatchObject({ status: "error", error: { code: "HOST_DIED", path: "hungry.eat" } });
    expect(run.error?.message).toMatch(/out of memory/);
    expect(home.ctx.engine.host().lastTrouble?.message).toContain("memory");
  }, 90_000);
});

test("an agent that sends the console what no host says ends its host, and harms nobody's record", async () => {
  const forged = (more: string): string => `process.send({ type: "reports", upTo: 1, reports: [${more}] })`;
  const lies = agentFile(
    "lies",
    `const { existsSync, writeFileSync } = await import("node:fs");
     for (const [at, lie] of [() => ${forged(`{ is: "begin", key: 1, take: 1, at: 1, n: 7, path: "a", kind: "tool", shared: "no" }`)}, () => process.send({ type: "start-child", key: 1 })].entries())
       await ctx.step("lie " + at, async () => { const told = input + at; if (!existsSync(told)) { writeFileSync(told, ""); lie(); await pause(5000); } });
     return "told";`,
    pause,
  );
  const working = agentFile(
    "working",
    `for (let i = 0; i < 30; i++) await ctx.step("work", { input: i }, () => pause(20)); return "well";`,
    pause,
  );
  home = await openTestConsole({ files: { "agents/lies.ts": lies, "agents/working.ts": working } });
  const beside = home.runToEnd("working");
  expect(await home.runToEnd("lies", `${home.home}/lie-`)).toMatchObject({ status: "completed", recoveries: 2 });
  expect(await beside).toMatchObject({ status: "completed", result: { data: "well" }, counts: { steps: 31, errors: 0 } });
  expect(home.ctx.engine.host().lastTrouble?.message).toContain("what no host says");
}, 60_000);
