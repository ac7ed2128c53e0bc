import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { runTopic } from "@/server/live/bus";
import { agentFile, openTestConsole, until } from "@/server/testing/test-console";

/** Every execution of a step leaves a line outside all processes: what ran, how often, is counted there. */
const ledger = `import { appendFileSync } from "node:fs";
const note = (file, line) => appendFileSync(file, line + "\\n");
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));`;

/** Endings nobody plans for; each is an agent, as is each result below. They have consoles of their own: a host is as quick as its project is small. */
const strange: [name: string, body: string, error: object][] = [
  ["throws null", `throw null;`, { code: "THROWN", message: expect.stringContaining("null") as string }],
  ["throws a string", `throw "just words";`, { code: "THROWN", message: "just words" }],
  [
    "throws what cannot be read",
    `throw { get message() { throw new Error("no"); }, get code() { throw 1; } };`,
    { code: "THROWN" },
  ],
  [
    "returns a circle",
    `const a = {}; a.a = a; return a;`,
    { code: "NOT_RECORDABLE", message: expect.stringContaining("circular") as string },
  ],
  ["returns 5,000 levels", `let v = 1; for (let i = 0; i < 5000; i++) v = [v]; return v;`, { code: "NOT_RECORDABLE" }],
  ["returns a BigInt", `return { n: 2n };`, { code: "NOT_RECORDABLE" }],
  ["rejects aside", `Promise.reject(new RangeError("aside")); await pause(5000);`, { code: "RangeError", message: "aside" }],
  [
    "throws in a timer",
    `setTimeout(() => { throw new RangeError("later"); }, 5); await pause(5000);`,
    { code: "RangeError", message: "later" },
  ],
  [
    "rejects aside in a step",
    `await ctx.step("s", async () => { Promise.reject(new Error("inner")); await pause(5000); });`,
    { message: "inner", path: expect.stringMatching(/\.s$/) as string },
  ],
];
const kept: [name: string, body: string, check: (data: unknown) => void][] = [
  ["NUL in a string", `return "a\\0b";`, (data) => expect(data).toBe("a\0b")],
  ["half a surrogate pair", `return "\\ud83d!";`, (data) => expect(data).toBe("\ud83d!")],
  ["nothing", `return undefined;`, (data) => expect(data).toBe(null)],
  [
    "900 levels",
    `let v = 1; for (let i = 0; i < 900; i++) v = [v]; return v;`,
    (data) => expect(JSON.stringify(data)).toHaveLength(1801),
  ],
  ["50 MB", `return "x".repeat(50_000_000);`, (data) => expect(data).toMatchObject({ truncated: true, bytes: 50_000_002 })],
];
const files = {
  "agents/counting.ts": agentFile(
    "counting",
    `for (let i = 0; i < 30; i++) await ctx.step("work", { input: { i } }, async () => { note(input.file, "ran " + i); await pause(20); return i; });
     return "done";`,
    ledger,
  ),
  "agents/careful.ts": agentFile(
    "careful",
    `await ctx.step("first", () => note(input.file, "first"));
     await ctx.step("pay", { onInterrupted: "fail" }, async () => { note(input.file, "paid"); await pause(input.ms ?? 60_000); });`,
    ledger,
  ),
  "agents/exits.ts": agentFile("exits", `await ctx.step("before", () => 1); await ctx.step("exit", () => process.exit(3));`),
  "agents/spins.ts": `import { defineAgent } from "trackside";
export default defineAgent({ id: "spins", timeoutMs: 500, async run(ctx) { await ctx.step("spin", () => { for (;;); }); } });`,
  "agents/sleeps.ts": agentFile("sleeps", `await ctx.step("sleep", () => pause(input.ms)); return "awake";`, ledger),
  "agents/fails.ts": agentFile(
    "fails",
    `await ctx.flow("main", () => ctx.step("break", () => { throw new TypeError("no such order", { cause: new Error("404") }); }));`,
  ),
};

let home: Awaited<ReturnType<typeof openTestConsole>>;
beforeAll(async () => {
  home = await openTestConsole({ files });
});
afterAll(() => home.close());

const lines = async (file: string): Promise<string[]> =>
  (await readFile(file, "utf8").catch(() => "")).split("\n").filter(Boolean);

async function stepsOf(runId: string) {
  return (await home.caller.runs.steps({ runId, limit: 2000 })).steps;
}

describe("a host that dies", () => {
  test("is replaced within 2 s, and its runs go on without doing a recorded step again", async () => {
    const file = join(home.home, "ledger");
    const { run } = await home.caller.runs.start({ agentId: "counting", input: { file } });
    await until(home.ctx.live, "runs", async () => (await lines(file)).length > 5);
    const { pid } = home.ctx.engine.host();
    process.kill(pid ?? 0, "SIGKILL");
    const killedAt = Date.now();
    await until(home.ctx.live, "agents", () => home.ctx.engine.host().alive && home.ctx.engine.host().pid !== pid);
    expect(Date.now() - killedAt).toBeLessThan(2000);
    const ended = await home.endOf(run.runId);
    expect(ended).toMatchObject({ status: "completed", recoveries: 1, result: { data: "done" } });
    const ran = (await lines(file)).map((line) => line.slice(4));
    // Each ran once; only the one in flight at the crash may have run twice.
    expect(new Set(ran).size).toBe(30);
    expect(ran.length).toBeLessThanOrEqual(31);
    const steps = await stepsOf(run.runId);
    expect(steps.filter((step) => step.kind === "action")).toHaveLength(30);
    expect(Math.max(...steps.map((step) => step.attempt))).toBeLessThanOrEqual(2);
  });

  test("does not make an effect happen twice that must not", async () => {
    const file = join(home.home, "ledger-of-effects");
    const { run } = await home.caller.runs.start({ agentId: "careful", input: { file } });
    await until(home.ctx.live, "runs", async () => (await lines(file)).includes("paid"));
    process.kill(home.ctx.engine.host().pid ?? 0, "SIGKILL");
    const ended = await home.endOf(run.runId);
    expect(ended).toMatchObject({ status: "error", error: { code: "INTERRUPTED", path: "careful.pay" } });
    expect(await lines(file)).toEqual(["first", "paid"]);
  });

  test("of the same run three times over ends that run, and only that one", async () => {
    const other = await home.caller.runs.start({ agentId: "sleeps", input: { ms: 3000 } });
    const ended = await home.runToEnd("exits");
    expect(ended).toMatchObject({ status: "error", error: { code: "HOST_DIED" } });
    expect(await home.endOf(other.run.runId)).toMatchObject({ status: "completed", result: { data: "awake" } });
    expect(await home.runToEnd("sleeps", { ms: 1 })).toMatchObject({ status: "completed" });
  }, 60_000);

  test("because a run spins past its deadline makes that run a timeout, and the others go on", async () => {
    const other = await home.caller.runs.start({ agentId: "sleeps", input: { ms: 100 } });
    const ended = await home.runToEnd("spins");
    expect(ended.status).toBe("timeout");
    expect(await home.endOf(other.run.runId)).toMatchObject({ status: "completed" });
  }, 60_000);
});

describe("endings", () => {
  test("an error says what, where and why, once", async () => {
    const ended = await home.runToEnd("fails");
    expect(ended).toMatchObject({
      status: "error",
      error: { code: "TypeError", message: "no such order", path: "fails.main.break", cause: "404" },
      counts: { steps: 3, errors: 1 },
    });
    expect(ended.error?.stack).toContain("agents/fails.ts");
  });

  test("a cancelled run ends at once, with what was open, and cannot be cancelled again", async () => {
    const { run } = await home.caller.runs.start({ agentId: "sleeps", input: { ms: 60_000 } });
    await until(home.ctx.live, "runs", async () => (await stepsOf(run.runId)).length === 2);
    expect((await home.caller.runs.cancel({ runId: run.runId })).run.status).toBe("cancelled");
    expect((await stepsOf(run.runId)).map((step) => step.status)).toEqual(["cancelled", "cancelled"]);
    await expect(home.caller.runs.cancel({ runId: run.runId })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("of strange kinds end their own run as an error that says what it was, and touch no other", async () => {
    const named = strange.map(([, body], i) => [`agents/strange-${i}.ts`, agentFile(`strange-${i}`, body, ledger)] as const);
    const own = await openTestConsole({ files: { ...files, ...Object.fromEntries(named) } });
    onTestFinished(() => own.close());
    const { pid } = own.ctx.engine.host();
    const other = await own.caller.runs.start({ agentId: "sleeps", input: { ms: 1500 } });
    for (const [i, [name, , error]] of strange.entries())
      expect(await own.runToEnd(`strange-${i}`), name).toMatchObject({ status: "error", error });
    expect(await own.endOf(other.run.runId)).toMatchObject({ status: "completed", recoveries: 0 });
    expect(own.ctx.engine.host().pid).toBe(pid);
  });

  test("with strange results keep them whole", async () => {
    const own = await openTestConsole({
      files: Object.fromEntries(kept.map(([, body], i) => [`agents/kept-${i}.ts`, agentFile(`kept-${i}`, body)])),
    });
    onTestFinished(() => own.close());
    for (const [i, [name, , check]] of kept.entries()) {
      const run = await own.runToEnd(`kept-${i}`);
      expect(run.status, `${name}: ${run.error?.message}`).toBe("completed");
      check(run.result?.data);
    }
  });

  test("a run out of time is a timeout", async () => {
    const { run } = await home.caller.runs.start({ agentId: "sleeps", input: { ms: 60_000 }, timeoutMs: 200 });
    expect(await home.endOf(run.runId)).toMatchObject({ status: "timeout", error: { code: "TIMEOUT" }, counts: { errors: 1 } });
  });
});

describe("a console that stops", () => {
  test("leaves its unfinished runs to the next one, which goes on where they were", async () => {
    const file = join(home.home, "ledger-over-a-stop");
    const { run } = await home.caller.runs.start({ agentId: "counting", input: { file } });
    await until(home.ctx.live, runTopic(1), async () => (await lines(file)).length > 5);
    await home.stop();
    const again = await openTestConsole({ files, dir: home.home });
    home = again;
    const ended = await again.endOf(run.runId);
    expect(ended).toMatchObject({ status: "completed", recoveries: 0 });
    expect(new Set(await lines(file)).size).toBe(30);
    expect((await lines(file)).length).toBeLessThanOrEqual(31);
  });

  test("takes its hosts with it, even one that spins", async () => {
    const { run } = await home.caller.runs.start({ agentId: "spins", input: null });
    await until(home.ctx.live, runTopic(1), async () => (await stepsOf(run.runId)).length === 2);
    const { pid } = home.ctx.engine.host();
    await home.stop();
    expect(() => execFileSync("kill", ["-0", String(pid)], { stdio: "ignore" })).toThrow("Command failed");
    home = await openTestConsole({ files, dir: home.home });
  });
});
