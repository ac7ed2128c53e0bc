import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { runTopic } from "@/server/live/bus";
import { requireRun } from "@/server/runs/require-run";
import { modelAgent, openModelConsole, stepAt, testKey, treeOf, type ModelConsole } from "@/server/testing/model-project";
import type { Reply } from "@/server/testing/model-reply";
import { openModelServer, type Asked } from "@/server/testing/model-server";
import { until } from "@/server/testing/test-console";

const agents = {
  /** Streams with a tool, then notes all parts it saw; then waits for a file, so that it can be cut off there. */
  "agents/streams.ts": modelAgent(
    "streams",
    `const seen = [];
     const result = streamText({ model: ctx.model("fast"), tools: ctx.tools({ search }), stopWhen: stepCountIs(4), prompt: "Go", maxRetries: 0, onError: () => {} });
     for await (const part of result.fullStream) seen.push(part.type === "error" ? "error " + part.error.message : part.type === "text-delta" ? "+" + part.text : part.type);
     await ctx.step("then", { input: {} }, () => { if (input?.ledger) appendFileSync(input.ledger, "then\\n"); return input?.hang ? pause(60000) : 1; });
     return seen;`,
  ),
  "agents/claude.ts": modelAgent(
    "claude",
    `const result = streamText({ model: ctx.model("claude"), tools: ctx.tools({ search }), stopWhen: stepCountIs(4), prompt: "Go", maxRetries: 0 });
     const text = await result.text;
     await ctx.step("then", { input: {} }, () => 1);
     return text;`,
  ),
  /** Calls tools the moment they are asked for, as some versions of the AI SDK do. */
  "agents/at-once.ts": modelAgent(
    "at-once",
    `const tools = ctx.tools({ search });
     const { stream } = await ctx.model("claude").doStream({ prompt: [{ role: "user", content: [{ type: "text", text: "Go" }] }] });
     for await (const part of stream)
       if (part.type === "tool-call") await tools.search.execute(JSON.parse(part.input), { toolCallId: part.toolCallId, messages: [] });`,
  ),
  "agents/bare.ts": modelAgent(
    "bare",
    `const { stream } = await ctx.model("fast").doStream({ prompt: [{ role: "user", content: [{ type: "text", text: "Go" }] }] });
     const parts = [];
     try { for await (const part of stream) parts.push(part.type === "error" ? { error: part.error.message } : part); }
     catch (error) { parts.push({ thrown: error.message, name: error.name }); }
     await ctx.step("then", { input: {} }, () => 1);
     return parts;`,
  ),
  "agents/leaves.ts": modelAgent(
    "leaves",
    `const call = () => ctx.model("fast").doStream({ prompt: [{ role: "user", content: [{ type: "text", text: "Go" }] }] });
     if (input === "cancel") {
       const reader = (await call()).stream.getReader();
       let text = "";
       while (text.length < 8) { const { value } = await reader.read(); if (value.type === "text-delta") text += value.delta; }
       await reader.cancel();
       await ctx.step("then", { input: {} }, () => 1);
       return text;
     }
     if (input === "abort") {
       const stop = new AbortController();
       const result = streamText({ model: ctx.model("fast"), prompt: "Go", abortSignal: stop.signal });
       let text = "";
       for await (const delta of result.textStream) { text += delta; if (text.length > 8) stop.abort(); }
       await ctx.step("then", { input: {} }, () => 1);
       return text;
     }
     const result = streamText({ model: ctx.model("fast"), prompt: "Go" });
     for await (const delta of result.textStream) return delta;`,
  ),
};

/** Conditions are waited for as long as a busy machine may need. */
const patient = { timeout: 20_000 };

let reply: (asked: Asked, nth: number) => Reply;
let server: Awaited<ReturnType<typeof openModelServer>>;
let home: ModelConsole;
beforeAll(async () => {
  server = await openModelServer((asked, nth) => reply(asked, nth));
  home = await openModelConsole(server.url, agents);
});
beforeEach(() => server.forget());
afterAll(async () => {
  await home.close();
  await server.close();
});

const hasToolResult = ({ body }: Asked): boolean => body.messages.some(({ role }) => role === "tool");
const text = "One two three four five six.";
const answerOf = async (runId: string, path: string) =>
  (await stepAt(home, runId, path)) as unknown as {
    step: {
      status: string;
      endedSeq?: number;
      error?: { message: string; code: string };
      usage?: object;
      durationMs: number;
      attributes: Record<string, number>;
    };
    output: { content: { type: string; text?: string }[]; finishReason?: object; stream: unknown[] };
  };

async function rerunFrom(runId: string, fromPath: string) {
  const { run } = await home.caller.runs.rerun({ runId, fromPath });
  return home.endOf(run.runId);
}

describe("a streamed model call", () => {
  test("is passed on as it comes, recorded at its end, and replayed in the same pieces without the server", async () => {
    reply = (asked) =>
      hasToolResult(asked)
        ? { text, byByte: true }
        : { text: "Let me see.", everyMs: 15, tools: [{ id: "c1", name: "search", args: { q: "red" } }] };
    const run = await home.runToEnd("streams");
    expect(run.status).toBe("completed");
    expect(await treeOf(home, run.runId)).toEqual([
      "agent streams completed",
      "model streams.fast completed",
      "tool streams.fast.search completed",
      "model streams.fast#2 completed",
      "action streams.then completed",
    ]);
    const first = await answerOf(run.runId, "streams.fast");
    expect(first.output.content).toMatchObject([
      { type: "text", text: "Let me see." },
      { type: "tool-call", toolName: "search" },
    ]);
    expect(first.step.usage).toEqual({ inputTokens: 100, outputTokens: 10, costMicroUsd: 21 });
    expect(first.step.attributes).toMatchObject({ modelType: "fast", firstTokenMs: expect.any(Number) as number });
    expect(first.step.attributes["firstTokenMs"]).toBeLessThan(first.step.durationMs);
    expect(run.usage).toEqual({ inputTokens: 200, outputTokens: 20, costMicroUsd: 42 });
    const again = await rerunFrom(run.runId, "streams.then");
    expect(again.result?.data).toEqual(run.result?.data);
    expect(run.result?.data).toEqual(expect.arrayContaining(["+One ", "+two ", "+six.", "tool-call", "tool-result", "finish"]));
    expect(server.asked()).toHaveLength(2);
  });

  test("of another provider is recorded and replayed likewise", async () => {
    const isSecond = ({ body }: Asked): boolean => JSON.stringify(body.messages).includes("tool_result");
    reply = (asked) => (isSecond(asked) ? { text: "Found." } : { tools: [{ id: "c1", name: "search", args: { q: "red" } }] });
    const run = await home.runToEnd("claude");
    expect(run).toMatchObject({ result: { data: "Found." }, usage: { inputTokens: 200, outputTokens: 20 } });
    expect(await treeOf(home, run.runId)).toContain("tool claude.claude.search completed");
    expect((await rerunFrom(run.runId, "claude.then")).result?.data).toBe("Found.");
    expect(server.asked().map(({ path, headers }) => [path, headers["x-api-key"]])).toEqual(
      [1, 2].map(() => ["/v1/messages", testKey]),
    );
  });

  test("lets tools run only once it is recorded, though they were asked for long before", async () => {
    reply = () => ({ everyMs: 20, tools: [{ id: "c1", name: "search", args: { q: "red" } }] });
    const run = await home.runToEnd("at-once");
    const { step } = await answerOf(run.runId, "at-once.claude");
    const search = await stepAt(home, run.runId, "at-once.claude.search");
    expect(search.step.begunSeq).toBeGreaterThan(step.endedSeq ?? Infinity);
  });

  test("gives the very same parts on replay", async () => {
    reply = () => ({ text, tools: [{ id: "c1", name: "search", args: { q: "red" } }] });
    const run = await home.runToEnd("bare");
    const again = await rerunFrom(run.runId, "bare.then");
    expect(again.result?.data).toEqual(run.result?.data);
    expect(again.result?.data).toEqual(expect.arrayContaining([expect.objectContaining({ type: "finish" })]));
    expect(server.asked()).toHaveLength(1);
  });

  test("cut by a crash is made again, and one that ended before it is not", async () => {
    const ledger = join(home.home, "ledger");
    reply = (_asked, nth) => (nth === 1 ? { text, everyMs: 60_000 } : { text });
    const { run } = await home.caller.runs.start({ agentId: "streams", input: { ledger, hang: true } });
    await expect.poll(() => server.asked().length, patient).toBe(1);
    process.kill(home.ctx.engine.host().pid ?? 0, "SIGKILL");
    await until(home.ctx.live, "runs", () => existsSync(ledger));
    expect(server.asked()).toHaveLength(2);
    process.kill(home.ctx.engine.host().pid ?? 0, "SIGKILL");
    await until(home.ctx.live, "runs", async () => (await readFile(ledger, "utf8")) === "then\nthen\n");
    expect(server.asked()).toHaveLength(2);
    expect((await answerOf(run.runId, "streams.fast")).step).toMatchObject({ status: "completed", attempt: 2 });
  });

  test("whose connection is cut in the middle ends with an error and what came, and fails so again", async () => {
    reply = () => ({ text, cutAfter: 3 });
    const run = await home.runToEnd("bare");
    const parts = run.result?.data as { type?: string; delta?: string; thrown?: string }[];
    expect(parts.flatMap(({ delta }) => delta ?? [])).toEqual(["One ", "two ", "three "]);
    expect(parts.at(-1)?.thrown).toBe("Failed to process successful response");
    const { step, output } = await answerOf(run.runId, "bare.fast");
    expect(step).toMatchObject({ status: "error", error: { code: "AI_APICallError", cause: "terminated" } });
    expect(step.usage).toBeUndefined();
    expect(output.content).toMatchObject([{ type: "text", text: "One two three " }]);
    expect((await rerunFrom(run.runId, "bare.then")).result?.data).toEqual(parts);
    expect(server.asked()).toHaveLength(1);
  });

  test("with a piece that is no JSON ends with an error, the rest is passed on, now and on replay", async () => {
    reply = () => ({ text, malformed: true });
    const run = await home.runToEnd("bare");
    const parts = run.result?.data as { error?: string; delta?: string }[];
    expect(parts.filter(({ error }) => error)).toHaveLength(1);
    const { step, output } = await answerOf(run.runId, "bare.fast");
    expect(step).toMatchObject({ status: "error", error: { code: "AI_JSONParseError" } });
    expect(output.content).toMatchObject([{ type: "text", text }]);
    expect((await rerunFrom(run.runId, "bare.then")).result?.data).toEqual(parts);
    expect(server.asked()).toHaveLength(1);
  });

  test.each(["cancel", "abort"])(
    "left early by the code (%s) is cancelled with what came, and the server is let go",
    async (how) => {
      reply = () => ({ text: "word ".repeat(200), everyMs: 10 });
      const run = await home.runToEnd("leaves", how);
      expect(run).toMatchObject({ status: "completed", counts: { errors: 0 } });
      const { step, output } = await answerOf(run.runId, "leaves.fast");
      expect(step.status).toBe("cancelled");
      expect(output.content[0]?.text).toMatch(/^(word ){2,100}$/);
      await expect.poll(() => server.aborted(), patient).toBe(1);
    },
  );

  test("nobody reads on is cancelled with what came when the run ends", async () => {
    reply = () => ({ text: "word ".repeat(200), everyMs: 10 });
    const run = await home.runToEnd("leaves", "break");
    expect(run).toMatchObject({ status: "completed", result: { data: "word " } });
    const { step, output } = await answerOf(run.runId, "leaves.fast");
    expect(step.status).toBe("cancelled");
    expect(output.content[0]?.text).toMatch(/^(word )+$/);
    await expect.poll(() => server.aborted(), patient).toBe(1);
  });

  test("shows its text while it comes: to who watches from the start, and to who comes later", async () => {
    reply = () => ({ text: "word ".repeat(60), everyMs: 15 });
    const { run } = await home.caller.runs.start({ agentId: "streams", input: {} });
    const { key } = await requireRun(home.ctx, run.runId);
    const watch = async () => {
      const seen: string[] = [];
      let whole = "";
      const deltas = await home.caller.runs.watch({ runId: run.runId });
      for await (const [, delta] of deltas as AsyncIterable<
        [string, { texts: { stepId: string; from: number; text: string }[] }]
      >)
        for (const { from, text: next } of delta.texts) {
          expect(from).toBe(seen.length === 0 ? 0 : whole.length);
          whole += next;
          seen.push(next);
        }
      return { seen, whole };
    };
    const early = watch();
    await until(home.ctx.live, runTopic(key), () =>
      [...home.ctx.engine.texts(key).values()].some((each) => each.text.length > 50),
    );
    const late = watch();
    const [first, second] = await Promise.all([early, late]);
    expect(first.seen.length).toBeGreaterThan(3);
    expect(second.seen[0]?.length).toBeGreaterThan(50);
    expect("word ".repeat(60).startsWith(first.whole)).toBe(true);
    expect(home.ctx.engine.texts(key).size).toBe(0);
    expect((await home.endOf(run.runId)).status).toBe("completed");
  });
});
