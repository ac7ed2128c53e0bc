import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { agentFile, openTestConsole, until } from "@/server/testing/test-console";

/** Every execution of a step leaves a line outside all processes: what ran, how often, is counted there. */
const ledger = `import { appendFileSync } from "node:fs";
const note = (file, line) => appendFileSync(file, line + "\\n");
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));`;

let home: Awaited<ReturnType<typeof openTestConsole>>;
afterEach(() => home.close());

const lines = async (file: string): Promise<string[]> =>
  (await readFile(file, "utf8").catch(() => "")).split("\n").filter(Boolean);

async function stepsOf(runId: string) {
  return (await home.caller.runs.steps({ runId, limit: 2000 })).steps;
}

describe("a run that asks a person", () => {
  const asks = {
    "agents/asks.ts": agentFile(
      "asks",
      `const before = await ctx.step("before", { onInterrupted: "fail" }, () => { note(input.file, "before"); return 1; });
       const who = await ctx.flow("ask", () => ctx.input("approval", { schema: z.object({ ok: z.boolean() }), prompt: "Refund 40 EUR?", timeoutMs: input.timeoutMs }));
       await ctx.step("after", () => note(input.file, "after"));
       return { ok: who.ok, before };`,
      ledger,
    ),
    "agents/asks-two.ts": agentFile(
      "asks-two",
      `return Promise.all(["a", "b"].map((name) => ctx.input(name, { schema: z.number() })));`,
    ),
  };

  const waits = async (runId: string): Promise<void> =>
    until(home.ctx.live, "runs", async () => (await home.caller.runs.get({ runId })).run.status === "waiting");

  beforeEach(async () => {
    home = await openTestConsole({ files: asks, concurrency: 1 });
  });

  test("waits without holding a place, over a restart, is answered once, and goes on without repeating anything", async () => {
    const file = join(home.home, "ledger");
    const { run } = await home.caller.runs.start({ agentId: "asks", input: { file } });
    await waits(run.runId);
    // The only place is free: another run gets it.
    const other = await home.caller.runs.start({ agentId: "asks-two", input: null });
    await waits(other.run.runId);
    await home.stop();
    home = await openTestConsole({ files: asks, dir: home.home, concurrency: 1 });
    expect((await home.caller.runs.get({ runId: run.runId })).run.status).toBe("waiting");
    const answer = (value: unknown) =>
      home.caller.runs.answer({ runId: run.runId, path: "asks.ask.approval", value: value as never });
    await expect(answer({ ok: "yes" })).rejects.toMatchObject({
      cause: { kind: "does-not-fit", faults: [{ path: "value.ok" }] },
    });
    const answers = await Promise.allSettled([answer({ ok: true }), answer({ ok: false })]);
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const ended = await home.endOf(run.runId);
    expect(ended).toMatchObject({ status: "completed", recoveries: 0, result: { data: { ok: true, before: 1 } } });
    expect(await lines(file)).toEqual(["before", "after"]);
    await expect(answer({ ok: true })).rejects.toMatchObject({ code: "CONFLICT" });
    expect((await stepsOf(run.runId)).map((step) => step.attempt)).toEqual([1, 1, 1, 1, 1]);
  });

  test("takes many deeds at once one after the other: each seq once, and no answer that comes to nothing", async () => {
    for (let round = 0; round < 8; round++) {
      const { run } = await home.caller.runs.start({ agentId: "asks-two", input: null });
      await waits(run.runId);
      const deeds = await Promise.allSettled([
        home.caller.runs.answer({ runId: run.runId, path: "asks-two.a", value: 1 }),
        home.caller.runs.answer({ runId: run.runId, path: "asks-two.b", value: 2 }),
        ...(round % 2 ? [home.caller.runs.cancel({ runId: run.runId })] : []),
      ]);
      const cancelled = deeds[2]?.status === "fulfilled";
      const ended = () => home.caller.runs.get({ runId: run.runId });
      await until(home.ctx.live, "runs", async () => ["completed", "cancelled"].includes((await ended()).run.status));
      expect((await ended()).run.status).toBe(cancelled ? "cancelled" : "completed");
      const seqs = (await stepsOf(run.runId)).flatMap((step) => [step.begunSeq, step.endedSeq ?? -1]);
      expect(new Set(seqs).size).toBe(seqs.length);
    }
  });

  test("is answered the moment it asks, again and again, without ever waiting for an answer it was given", async () => {
    for (let round = 0; round < 15; round++) {
      const { run } = await home.caller.runs.start({ agentId: "asks", input: { file: join(home.home, "ledger") } });
      await until(
        home.ctx.live,
        "runs",
        async () => (await home.caller.runs.questions({ runId: run.runId })).questions.length > 0,
      );
      // Around the moment in which the run is put down.
      await pause(30 + round * 2);
      await home.caller.runs.answer({ runId: run.runId, path: "asks.ask.approval", value: { ok: true } });
      const now = () => home.caller.runs.get({ runId: run.runId });
      await until(home.ctx.live, "runs", async () => (await now()).run.status === "completed");
      expect((await now()).run.result?.data).toMatchObject({ ok: true });
    }
  });

  test("is answered question by question, and can be cancelled while it waits", async () => {
    const { run } = await home.caller.runs.start({ agentId: "asks-two", input: null });
    await waits(run.runId);
    await home.caller.runs.answer({ runId: run.runId, path: "asks-two.b", value: 2 });
    await home.caller.runs.answer({ runId: run.runId, path: "asks-two.a", value: 1 });
    expect((await home.endOf(run.runId)).result?.data).toEqual([1, 2]);
    const other = await home.caller.runs.start({ agentId: "asks-two", input: null });
    await waits(other.run.runId);
    expect((await home.caller.runs.cancel({ runId: other.run.runId })).run.status).toBe("cancelled");
    expect((await stepsOf(other.run.runId)).map((step) => step.status)).toEqual(["cancelled", "cancelled", "cancelled"]);
  });

  test("that nobody answers in time throws INPUT_TIMEOUT, also when it was put down long before", async () => {
    const { run } = await home.caller.runs.start({ agentId: "asks", input: { file: join(home.home, "ledger"), timeoutMs: 600 } });
    await waits(run.runId);
    await until(home.ctx.live, "runs", async () => (await home.caller.runs.get({ runId: run.runId })).run.status === "error");
    expect(await home.endOf(run.runId)).toMatchObject({
      status: "error",
      error: { code: "INPUT_TIMEOUT", path: "asks.ask.approval" },
    });
  });
});
