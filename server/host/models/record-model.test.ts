import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { until } from "@/server/testing/test-console";
import {
  modelAgent,
  openModelConsole,
  stepAt,
  stepsOf,
  testKey,
  treeOf,
  type ModelConsole,
} from "@/server/testing/model-project";
import type { Reply } from "@/server/testing/model-reply";
import { openModelServer, type Asked } from "@/server/testing/model-server";

const hasToolResult = ({ body }: Asked): boolean => body.messages.some(({ role }) => role === "tool");

const agents = {
  "agents/asks.ts": modelAgent(
    "asks",
    `return ctx.flow("flow", async () => {
       const { text } = await generateText({ model: ctx.model("fast"), tools: ctx.tools({ search }), stopWhen: stepCountIs(5), prompt: "What is red?", temperature: 0.5, maxRetries: 0 });
       if (input?.after) await ctx.step("then", { input: {} }, () => { appendFileSync(input.ledger, "then\\n"); return input.after === "hang" ? pause(60000) : 1; });
       return text;
     });`,
  ),
  "agents/tries.ts": modelAgent("tries", `return (await generateText({ model: ctx.model("fast"), prompt: "Hello" })).text;`),
  "agents/in-action.ts": modelAgent(
    "in-action",
    `return ctx.step("decide", { input: 1 }, async () => (await generateText({ model: ctx.model("fast"), tools: ctx.tools({ search }), stopWhen: stepCountIs(3), prompt: "x" })).text);`,
  ),
  "agents/limited.ts": modelAgent(
    "limited",
    `await generateText({ model: ctx.model("fast"), prompt: "first" });
     return ctx.step("decide", { input: 1, timeoutMs: 500 }, () => generateText({ model: ctx.model("fast"), prompt: "x", maxRetries: 0 }));`,
  ),
  "agents/embeds.ts": modelAgent(
    "embeds",
    `const { embeddings } = await embedMany({ model: ctx.embedding("fast"), values: ["a", "bcd"] });
     const near = await embed({ model: ctx.embedding("offline"), value: "red apples" });
     await ctx.step("close", { kind: "evaluator", input: {} }, () => ({ value: 1 }));
     return { embeddings, length: near.embedding.length };`,
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

const searchThenSay: typeof reply = (asked) =>
  hasToolResult(asked) ? { text: "Apples are." } : { tools: [{ id: "c1", name: "search", args: { q: "red" } }] };

describe("a model call", () => {
  test("is a step with its actual parameters, prompt, answer and cost, its tools under the call that asked", async () => {
    reply = searchThenSay;
    const run = await home.runToEnd("asks");
    expect(run).toMatchObject({ status: "completed", result: { data: "Apples are." } });
    expect(await treeOf(home, run.runId)).toEqual([
      "agent asks completed",
      "flow asks.flow completed",
      "model asks.flow.fast completed",
      "tool asks.flow.fast.search completed",
      "model asks.flow.fast#2 completed",
    ]);
    const first = await stepAt(home, run.runId, "asks.flow.fast");
    expect(first.input).toMatchObject({
      profile: "fast",
      provider: "openai",
      model: "gpt-test",
      parameters: { temperature: 0.5 },
      tools: [{ name: "search", description: "Searches", inputSchema: { type: "object" } }],
      messages: [{ role: "user", content: [{ type: "text", text: "What is red?" }] }],
    });
    expect(first.output).toMatchObject({
      content: [{ type: "tool-call", toolCallId: "c1", toolName: "search", input: '{"q":"red"}' }],
      finishReason: { unified: "tool-calls" },
      usage: { inputTokens: { total: 100 }, raw: { prompt_tokens: 100 } },
      response: { id: "chatcmpl-1", modelId: "gpt-test" },
    });
    // 100 x 0.15 + 10 x 0.6 micro-dollars.
    expect(first.step).toMatchObject({
      usage: { inputTokens: 100, outputTokens: 10, costMicroUsd: 21 },
      preview: 'search({"q":"red"})',
    });
    const search = await stepAt(home, run.runId, "asks.flow.fast.search");
    expect(search).toMatchObject({ input: { q: "red" }, output: "found red", step: { parentId: first.step.id } });
    expect(search.step.startedAt).toBeGreaterThanOrEqual(first.step.endedAt ?? Infinity);
    expect(run.counts).toMatchObject({ modelCalls: 2, tools: 1, errors: 0 });
    expect(run.usage).toEqual({ inputTokens: 200, outputTokens: 20, costMicroUsd: 42 });
    expect(server.asked().map(({ path, headers }) => [path, headers.authorization])).toEqual(
      [1, 2].map(() => ["/v1/chat/completions", `Bearer ${testKey}`]),
    );
  });

  test("puts parallel tool calls under their call, in order, and one inside an action carries its context", async () => {
    const two = ["a", "b"].map((q) => ({ id: `id-${q}`, name: "search", args: { q } }));
    reply = (asked) => (hasToolResult(asked) ? { text: "Both." } : { tools: two });
    const run = await home.runToEnd("in-action");
    const steps = await stepsOf(home, run.runId);
    expect(steps.map(({ path }) => path)).toEqual([
      "in-action",
      "in-action.decide",
      "in-action.decide.fast",
      "in-action.decide.fast.search",
      "in-action.decide.fast.search#2",
      "in-action.decide.fast#2",
    ]);
    const [, action] = steps;
    for (const step of steps.slice(2))
      expect(step.attributes?.["actionContext"]).toEqual({ actionName: "decide", actionId: action?.id });
    expect((await stepAt(home, run.runId, "in-action.decide.fast.search#2")).input).toEqual({ q: "b" });
  });

  test("that fails is a step of each try, with what the server said, and is tried again as the server asks", async () => {
    reply = (_asked, nth) =>
      nth === 1
        ? { status: 429, headers: { "retry-after-ms": "30", "set-cookie": "secret" }, error: `Slow down, ${testKey}` }
        : nth === 2
          ? { status: 500, headers: { "retry-after-ms": "30" } }
          : { text: "Now.", usage: null };
    const run = await home.runToEnd("tries");
    expect(run).toMatchObject({ status: "completed", result: { data: "Now." }, counts: { modelCalls: 3, errors: 2 } });
    expect(run.usage).toBeUndefined();
    expect(await treeOf(home, run.runId)).toEqual([
      "agent tries completed",
      "model tries.fast error",
      "model tries.fast#2 error",
      "model tries.fast#3 completed",
    ]);
    const first = await stepAt(home, run.runId, "tries.fast");
    expect(first.step.error).toMatchObject({ code: "AI_APICallError", message: "Slow down, [key]" });
    expect(first.output).toMatchObject({
      failure: { statusCode: 429, retryable: true, responseHeaders: { "retry-after-ms": "30" } },
    });
    expect(JSON.stringify(first)).not.toMatch(/set-cookie|authorization/i);
    expect((await stepAt(home, run.runId, "tries.fast#3")).step.usage).toBeUndefined();
  });

  test("that fails each time fails the run, at the last try, each counted once", async () => {
    reply = () => ({ status: 500, headers: { "retry-after-ms": "5" } });
    expect(await home.runToEnd("tries")).toMatchObject({
      status: "error",
      counts: { modelCalls: 3, errors: 3 },
      error: { code: "AI_RetryError", path: "tries.fast#3" },
    });
  });

  test("is ended with the run, and with the step around it that is out of time", async () => {
    reply = (_asked, nth) => (nth === 1 ? { text: "Here." } : { text: "Late.", everyMs: 30_000 });
    const run = await home.runToEnd("limited");
    expect(run).toMatchObject({ status: "error", error: { code: "STEP_TIMEOUT" }, counts: { errors: 1 } });
    expect((await treeOf(home, run.runId)).slice(2)).toEqual([
      "action limited.decide timeout",
      "model limited.decide.fast cancelled",
    ]);
    await expect.poll(() => server.aborted(), patient).toBe(1);
    const { run: other } = await home.caller.runs.start({ agentId: "tries", input: null });
    await expect.poll(() => server.asked().length, patient).toBe(3);
    await home.caller.runs.cancel({ runId: other.runId });
    await expect.poll(() => server.aborted(), patient).toBe(2);
    expect((await home.endOf(other.runId)).status).toBe("cancelled");
  });
});

describe("a recorded model call", () => {
  const lines = async (file: string): Promise<string[]> =>
    (await readFile(file, "utf8").catch(() => "")).split("\n").filter(Boolean);

  test("is never made again: not after a crash, not in a re-run from behind it, nor are its tools", async () => {
    reply = searchThenSay;
    const ledger = join(home.home, "ledger");
    const { run } = await home.caller.runs.start({ agentId: "asks", input: { ledger, after: "hang" } });
    await until(home.ctx.live, "runs", async () => (await lines(ledger)).includes("then"));
    process.kill(home.ctx.engine.host().pid ?? 0, "SIGKILL");
    await until(home.ctx.live, "runs", async () => (await lines(ledger)).filter((line) => line === "then").length === 2);
    expect(server.asked()).toHaveLength(2);
    await home.caller.runs.cancel({ runId: run.runId });
    const again = await home.caller.runs.rerun({ runId: run.runId, fromPath: "asks.flow.then" });
    await until(home.ctx.live, "runs", async () => (await lines(ledger)).filter((line) => line === "then").length === 3);
    await home.caller.runs.cancel({ runId: again.run.runId });
    expect(await lines(ledger)).toEqual(["search red", "then", "then", "then"]);
    expect(server.asked()).toHaveLength(2);
    expect((await treeOf(home, again.run.runId)).filter((step) => step.endsWith("reused"))).toEqual([
      "model asks.flow.fast reused",
      "tool asks.flow.fast.search reused",
      "model asks.flow.fast#2 reused",
    ]);
  });

  test("is kept when its run goes on from the tool it asked for, which runs again", async () => {
    reply = searchThenSay;
    const ledger = join(home.home, "ledger-of-a-tool");
    const { runId } = await home.runToEnd("asks", { ledger });
    const { run } = await home.caller.runs.rerun({ runId, fromPath: "asks.flow.fast.search" });
    expect(await home.endOf(run.runId)).toMatchObject({ status: "completed", result: { data: "Apples are." } });
    expect(await treeOf(home, run.runId)).toEqual([
      "agent asks completed",
      "flow asks.flow completed",
      "model asks.flow.fast reused",
      "tool asks.flow.fast.search completed",
      "model asks.flow.fast#2 completed",
    ]);
    expect(await lines(ledger)).toEqual(["search red", "search red"]);
    expect(server.asked()).toHaveLength(3);
  });

  test("that failed fails again the same way, so that the SDK tries again as it did", async () => {
    reply = (_asked, nth) => (nth === 1 ? { status: 500, headers: { "retry-after-ms": "10" } } : { text: `Answer ${nth}` });
    const { runId } = await home.runToEnd("tries");
    const { run } = await home.caller.runs.rerun({ runId, fromPath: "tries.fast#2" });
    expect(await home.endOf(run.runId)).toMatchObject({ status: "completed", result: { data: "Answer 3" } });
    expect(await treeOf(home, run.runId)).toEqual([
      "agent tries completed",
      "model tries.fast reused",
      "model tries.fast#2 completed",
    ]);
    expect(server.asked()).toHaveLength(3);
  });

  test("is asked with another prompt where its input was replaced", async () => {
    reply = ({ body }) => ({ text: `To ${JSON.stringify(body.messages[0]?.content)} by ${body.model}` });
    const messages = [{ role: "user", content: [{ type: "text", text: "Good bye" }] }];
    const { run } = await home.caller.runs.start({
      agentId: "tries",
      input: null,
      staticInputs: { "tries.fast": { messages, model: "gpt-other" } },
    });
    expect((await home.endOf(run.runId)).result?.data).toBe('To "Good bye" by gpt-other');
  });

  test("shows what was asked as a whole where only a part of it was replaced, and ends where nothing can be asked so", async () => {
    reply = ({ body }) => ({ text: `At ${String(body.temperature)} ${JSON.stringify(body.messages[0]?.content)}` });
    const given = { agentId: "tries", input: null } as const;
    const { run } = await home.caller.runs.start({
      ...given,
      staticInputs: { "tries.fast": { parameters: { temperature: 0.25 } } },
    });
    expect((await home.endOf(run.runId)).result?.data).toBe('At 0.25 "Hello"');
    const { input } = await stepAt(home, run.runId, "tries.fast");
    expect(input).toEqual({
      profile: "fast",
      provider: "openai",
      model: "gpt-test",
      parameters: { temperature: 0.25 },
      messages: [{ role: "user", content: [{ type: "text", text: "Hello" }] }],
    });
    // What is recorded may be given back as it is.
    const again = await home.caller.runs.start({ ...given, staticInputs: { "tries.fast": input as never } });
    expect((await home.endOf(again.run.runId)).result?.data).toBe('At 0.25 "Hello"');
    for (const wrong of ["Hi", { prompt: "Hi" }, { messages: "Hi" }]) {
      const refused = await home.caller.runs.start({ ...given, staticInputs: { "tries.fast": wrong } });
      const error = { code: "INPUT_INVALID", path: "tries.fast" };
      expect(await home.endOf(refused.run.runId)).toMatchObject({ status: "error", error });
      expect(await treeOf(home, refused.run.runId)).toEqual(["agent tries error", "model tries.fast error"]);
    }
    expect(server.asked()).toHaveLength(2);
    const embeds = await home.caller.runs.start({ agentId: "embeds", input: null, staticInputs: { "embeds.fast": ["a"] } });
    expect(await home.endOf(embeds.run.runId)).toMatchObject({ status: "error", error: { code: "INPUT_INVALID" } });
  });
});

test("embeddings are steps, and evaluators are counted", async () => {
  reply = () => ({});
  const run = await home.runToEnd("embeds");
  expect(run.result?.data).toEqual({
    embeddings: [
      [1, 0.25, -1e-7],
      [3, 0.25, -1e-7],
    ],
    length: 64,
  });
  expect(run.counts).toMatchObject({ evaluators: 1, modelCalls: 0 });
  const step = await stepAt(home, run.runId, "embeds.fast");
  expect(step).toMatchObject({
    input: { values: ["a", "bcd"] },
    step: { kind: "embedding", usage: { inputTokens: 7, outputTokens: 0, costMicroUsd: 1 } },
  });
});
