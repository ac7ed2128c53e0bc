import { sql } from "drizzle-orm";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { agentFile, openTestConsole } from "@/server/testing/test-console";
import { deleteRun } from "./delete-run";

const ledger = `import { appendFileSync } from "node:fs";
const note = (file, line) => appendFileSync(file, line + "\\n");`;

const files = {
  "agents/desk.ts": agentFile(
    "desk",
    `await ctx.plan("three steps");
     const a = await ctx.step("first", { input: { a: 1 } }, ({ a }) => { note(input.file, "first"); return a; });
     const b = await ctx.flow("main", async () => {
       const inner = await ctx.step("second", { kind: "tool", input: { a } }, ({ a }) => { note(input.file, "second"); return a * 10; });
       const bad = await ctx.step("flaky", () => { note(input.file, "flaky"); throw new Error("no"); }).catch(() => "caught");
       const third = await ctx.step("third", { input: { inner } }, ({ inner }) => { note(input.file, "third"); return inner + 1; });
       return { inner, bad, third };
     });
     const ok = await ctx.input("approval", { schema: z.boolean() });
     return { a, b, ok };`,
    ledger,
  ),
  "agents/many.ts": agentFile(
    "many",
    `for (let i = 0; i < 900; i++) await ctx.step("step_" + i, () => i);
     return 1;`,
  ),
};

let home: Awaited<ReturnType<typeof openTestConsole>>;
let file: string;
let source: string;
let ledgers = 0;

beforeAll(async () => {
  home = await openTestConsole({ files });
});
beforeEach(async () => {
  file = join(home.home, `ledger-${++ledgers}-`);
  const { run } = await home.caller.runs.start({ agentId: "desk", input: { file }, staticInputs: { "desk.approval": true } });
  source = run.runId;
  expect(await home.endOf(source)).toMatchObject({
    status: "completed",
    result: { data: { a: 1, b: { inner: 10, bad: "caught", third: 11 }, ok: true } },
  });
});
afterAll(() => home.close());

const ran = async (): Promise<string[]> => (await readFile(file, "utf8")).split("\n").filter(Boolean).slice(4);
const statuses = async (runId: string) =>
  Object.fromEntries((await home.caller.runs.steps({ runId, limit: 2000 })).steps.map(({ path, status }) => [path, status]));

describe("running again", () => {
  test("from a step takes over what came before it and does the rest", async () => {
    const { run } = await home.caller.runs.rerun({ runId: source, fromPath: "desk.main.third" });
    expect(run.runId).toMatch(/^rerun_/);
    const ended = await home.endOf(run.runId);
    expect(ended).toMatchObject({ status: "completed", rerunOf: { runId: source, fromPath: "desk.main.third" }, recoveries: 0 });
    expect(ended.result?.data).toEqual({ a: 1, b: { inner: 10, bad: "caught", third: 11 }, ok: true });
    expect(await ran()).toEqual(["third"]);
    expect(await statuses(run.runId)).toEqual({
      desk: "completed",
      "desk.planning": "reused",
      "desk.first": "reused",
      "desk.main": "completed",
      "desk.main.second": "reused",
      "desk.main.flaky": "reused",
      "desk.main.third": "completed",
      "desk.approval": "completed",
    });
    expect(ended.counts).toMatchObject({ steps: 8, actions: 1, tools: 0 });
  });

  test("begins when it is taken, and what it took over with it: its root is as long as the run", async () => {
    const { run } = await home.caller.runs.rerun({ runId: source, fromPath: "desk.main.third" });
    const { startedAt, durationMs } = await home.endOf(run.runId);
    const { steps } = await home.caller.runs.steps({ runId: run.runId, limit: 2000 });
    for (const step of steps)
      if (step.path === "desk" || step.path === "desk.main" || step.status === "reused")
        expect(step.startedAt, step.path).toBe(startedAt);
    expect(steps.find(({ path }) => path === "desk")?.durationMs).toBe(durationMs);
    expect(steps.filter(({ status }) => status === "reused").map((step) => step.durationMs)).toEqual([0, 0, 0, 0]);
  });

  test("begins when it is taken however many steps it took over", async () => {
    const { run: first } = await home.caller.runs.start({ agentId: "many", input: null });
    await home.endOf(first.runId);
    const { run } = await home.caller.runs.rerun({ runId: first.runId, fromPath: "many.step_899" });
    const { startedAt } = await home.endOf(run.runId);
    const { steps } = await home.caller.runs.steps({ runId: run.runId, limit: 2000 });
    const reused = steps.filter(({ status }) => status === "reused");
    expect(reused).toHaveLength(899);
    expect(new Set(reused.map((step) => step.startedAt))).toEqual(new Set([startedAt]));
  });

  test("whole does everything, and takes another input", async () => {
    const whole = await home.caller.runs.rerun({ runId: source });
    expect(await home.endOf(whole.run.runId)).toMatchObject({ status: "completed", rerunOf: { runId: source } });
    expect(await ran()).toEqual(["first", "second", "flaky", "third"]);
    const other = await home.caller.runs.rerun({ runId: source, input: { file: `${file}2` } });
    expect((await home.endOf(other.run.runId)).input).toEqual({ file: `${file}2` });
    expect(await ran()).toHaveLength(4);
  });

  test("gives a step another input, which is recorded as what it worked on", async () => {
    const staticInputs = { "desk.main.third": { inner: 500 }, "desk.approval": false };
    const { run } = await home.caller.runs.rerun({ runId: source, fromPath: "desk.main.third", staticInputs });
    const ended = await home.endOf(run.runId);
    expect(ended.result?.data).toMatchObject({ b: { third: 501 }, ok: false });
    const third = (await home.caller.runs.steps({ runId: run.runId, limit: 100 })).steps.find((step) => step.name === "third");
    expect(await home.caller.runs.step({ runId: run.runId, stepId: third?.id ?? "" })).toMatchObject({ input: { inner: 500 } });
  });

  test("is refused, saying why, where it cannot mean what was asked", async () => {
    const rerun = (input: object) => home.caller.runs.rerun({ runId: source, ...input });
    await expect(rerun({ fromPath: "desk.main.thrd" })).rejects.toMatchObject({
      code: "BAD_REQUEST",
      message: expect.stringContaining("desk.main.third") as string,
    });
    await expect(rerun({ fromPath: "desk.first", input: {} })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await expect(rerun({ fromPath: "desk.main.third", staticInputs: { "desk.first": 1 } })).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
    await expect(home.caller.runs.rerun({ runId: "run_nothing" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("owns what it took over: who deletes the runs before it takes nothing from it", async () => {
    const fromPath = "desk.main.third";
    const second = await home.caller.runs.rerun({ runId: source, fromPath });
    await home.endOf(second.run.runId);
    const third = await home.caller.runs.rerun({ runId: second.run.runId, fromPath });
    const before = await home.endOf(third.run.runId);
    for (const runId of [second.run.runId, source]) await deleteRun({ ctx: home.ctx, input: { runId } });
    expect((await home.caller.runs.get({ runId: third.run.runId })).run).toMatchObject({
      input: before.input,
      result: before.result,
    });
    const fourth = await home.caller.runs.rerun({ runId: third.run.runId, fromPath });
    expect((await home.endOf(fourth.run.runId)).result).toEqual(before.result);
    const left = await home.ctx.db.read.all<{ n: number }>(sql`SELECT count(*) AS n FROM payloads WHERE id NOT IN
      (SELECT input_ref FROM steps WHERE input_ref IS NOT NULL UNION SELECT output_ref FROM steps WHERE output_ref IS NOT NULL
       UNION SELECT input_ref FROM runs WHERE input_ref IS NOT NULL UNION SELECT result_ref FROM runs WHERE result_ref IS NOT NULL)`);
    expect(left).toEqual([{ n: 0 }]);
  });

  test("from each path there is, again and again, gives the same result", async () => {
    const paths = Object.keys(await statuses(source));
    for (const fromPath of paths) {
      const { run } = await home.caller.runs.rerun({ runId: source, fromPath });
      const ended = await home.endOf(run.runId);
      expect(ended.result?.data, fromPath).toEqual({ a: 1, b: { inner: 10, bad: "caught", third: 11 }, ok: true });
      const next = await home.caller.runs.rerun({ runId: run.runId, fromPath });
      expect((await home.endOf(next.run.runId)).status, `${fromPath}, twice`).toBe("completed");
    }
  });
});
