import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { agentFile, openTestConsole } from "@/server/testing/test-console";

let console: Awaited<ReturnType<typeof openTestConsole>>;
beforeAll(async () => {
  console = await openTestConsole({
    files: {
      "agents/talks.ts": agentFile(
        "talks",
        `await ctx.plan("Look it up");
         await ctx.step("search", { kind: "tool", input: { q: "red" } }, () => ({ found: "x".repeat(input.chars) }));
         await ctx.log("half way", { at: 1 });
         if (input.fail) await ctx.step("break", () => { throw new RangeError("no such thing"); });
         return ctx.step("answer", { input: { text: "y" } }, () => "Apples are red.");`,
      ),
      "agents/many.ts": agentFile(
        "many",
        `for (let n = 0; n < input; n++) await ctx.step("s" + (n % 7), { input: n }, () => n); return n => n;`,
      ),
      "agents/asks.ts": agentFile(
        "asks",
        `const tools = ctx.tools({ search: tool({ description: "Searches", inputSchema: z.object({ q: z.string() }), execute: ({ q }) => "found " + q }) });
         return (await generateText({ model: ctx.model("fast"), tools, stopWhen: stepCountIs(3), system: "Be short", prompt: "What is red?" })).text;`,
        `import { generateText, stepCountIs, tool } from "ai";`,
      ),
      "trackside.config.ts": `import { defineConfig } from "trackside";
export default defineConfig({ models: { fast: { provider: "offline", model: "offline-1" } } });`,
    },
  });
});
afterAll(() => console.close());

describe("the transcript", () => {
  test("tells steps in the order they began, with the beginning of what is long", async () => {
    const { runId } = await console.runToEnd("talks", { chars: 20_000, fail: true });
    const { entries, hasMore } = await console.caller.runs.transcript({ runId, after: 0 });
    expect(hasMore).toBe(false);
    expect(entries.map(({ step }) => step.name)).toEqual(["talks", "planning", "search", "log", "break"]);
    const search = entries[2];
    expect(search?.input).toEqual({ value: { q: "red" } });
    expect(search?.output).toMatchObject({ bytes: 20_012 });
    expect(JSON.stringify(search?.output)).toMatch(/"head":"\{\\"found\\":\\"x{2000}/);
    expect(entries[4]?.step.error).toMatchObject({ code: "RangeError" });
  });

  test("is read forwards, backwards and at its end, without gap or repeat", async () => {
    const { runId } = await console.runToEnd("many", 30);
    const read = (place: { after?: number; before?: number }) => console.caller.runs.transcript({ runId, limit: 7, ...place });
    const forwards = [];
    for (let after = 0; ;) {
      const { entries, hasMore } = await read({ after });
      forwards.push(...entries.map(({ step }) => step.begunSeq));
      after = forwards.at(-1) ?? 0;
      if (!hasMore) break;
    }
    expect(forwards).toHaveLength(31);
    const backwards: number[] = [];
    for (let window = await read({}); ; window = await read({ before: backwards[0] ?? 0 })) {
      backwards.unshift(...window.entries.map(({ step }) => step.begunSeq));
      if (!window.hasMore) break;
    }
    expect(backwards).toEqual(forwards);
  });

  test("says of a model call what is new in its prompt, and what it answered", async () => {
    const { runId } = await console.runToEnd("asks");
    const { entries } = await console.caller.runs.transcript({ runId, after: 0 });
    const calls = entries.filter(({ step }) => step.kind === "model");
    expect(calls[0]?.says?.map(({ role }) => role)).toEqual(["system", "user"]);
    expect(calls[0]?.answer?.parts).toMatchObject([{ type: "tool-call", name: "search" }]);
    expect(calls[1]?.says).toBeUndefined();
    expect(calls[1]?.answer?.parts[0]).toMatchObject({ type: "text" });
    const chat = await console.caller.runs.chat({ runId, stepId: calls[1]?.step.id ?? "" });
    expect(chat.messages.map(({ role }) => role)).toEqual(["system", "user", "assistant", "tool"]);
    expect(chat.messages[3]?.parts[0]).toMatchObject({ type: "tool-result", name: "search" });
    expect(await console.caller.runs.modelsUsed({ runId })).toEqual({ models: [{ profile: "fast", model: "offline-1" }] });
  });
});

describe("the log", () => {
  test("is told also where an attribute from elsewhere has half a letter in it", async () => {
    const { runId } = await console.runToEnd("talks", { chars: 1, fail: true });
    const attributes = JSON.stringify({ level: "warn", cut: "\ud83d" });
    const args = [attributes, runId];
    await console.ctx.db.write([
      { sql: "UPDATE steps SET attributes = ? WHERE kind = 'log' AND run_key = (SELECT key FROM runs WHERE id = ?)", args },
    ]);
    const { lines } = await console.caller.runs.log({ runId, kinds: ["log"] });
    expect(lines).toMatchObject([{ level: "warn" }]);
  });

  test("has a line for each begin, end and note, in order", async () => {
    const { runId } = await console.runToEnd("talks", { chars: 1, fail: true });
    const { lines } = await console.caller.runs.log({ runId, after: 0 });
    expect(lines.map(({ what, name, status }) => `${what} ${name} ${status}`)).toEqual([
      "began talks running",
      "noted planning completed",
      "began search running",
      "ended search completed",
      "noted log completed",
      "began break running",
      "ended break error",
      "ended talks error",
    ]);
    expect(lines[6]?.text).toBe("RangeError: no such thing");
    const failed = await console.caller.runs.log({ runId, after: 0, status: ["error"], q: "NO SUCH" });
    expect(failed.lines.map(({ name }) => name)).toEqual(["break", "talks"]);
    expect((await console.caller.runs.log({ runId, kinds: ["log"] })).lines).toMatchObject(
      [{ text: /half way/ }].map(() => ({ kind: "log" })),
    );
  });

  test("is read in parts, both ways, with what does not fit left out", async () => {
    const { runId } = await console.runToEnd("many", 40);
    const read = async (place: "after" | "before", q?: string) => {
      const found: number[] = [];
      for (let at = place === "after" ? 0 : Number.MAX_SAFE_INTEGER; ;) {
        const window = await console.caller.runs.log({ runId, limit: 9, [place]: at, ...(q ? { q } : {}) });
        found.push(...(place === "after" ? window.lines : window.lines.toReversed()).map(({ seq }) => seq));
        at = window.lookedTo;
        if (!window.hasMore) return found.toSorted((a, b) => a - b);
      }
    };
    const all = await read("after");
    expect(all).toHaveLength(82);
    expect(new Set(all).size).toBe(82);
    expect(await read("before")).toEqual(all);
    expect(await read("before", "s3")).toEqual(await read("after", "s3"));
    expect((await read("after", "s3")).length).toBe(12);
  });
});

test("a value too large to show is begun, and says its size", async () => {
  const { runId } = await console.runToEnd("talks", { chars: 100_000 });
  const { steps } = await console.caller.runs.steps({ runId });
  const step = { runId, stepId: steps.find(({ name }) => name === "search")?.id ?? "" };
  expect((await console.caller.runs.step(step)).output).toMatchObject({ truncated: true });
  const { head, bytes } = await console.caller.runs.valueHead({ ...step, part: "output" });
  expect([head.length, bytes]).toEqual([16_000, 100_012]);
});

test("the request that started a run starts the same run again", async () => {
  const given = { agentId: "talks", input: { chars: 1 }, tags: ["a'b"], metadata: { x: 1 }, roomId: "kitchen", timeoutMs: 5000 };
  const { run } = await console.caller.runs.start(given);
  await console.endOf(run.runId);
  const request = await console.caller.runs.startRequest({ runId: run.runId });
  expect(request).toEqual(given);
});
