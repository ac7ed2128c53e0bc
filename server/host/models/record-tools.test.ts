import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { until } from "@/server/testing/test-console";
import { modelAgent, openModelConsole, stepAt, type ModelConsole } from "@/server/testing/model-project";
import type { Reply } from "@/server/testing/model-reply";
import { openModelServer, type Asked } from "@/server/testing/model-server";

const agents = {
  "agents/asking-tool.ts": modelAgent(
    "asking-tool",
    `const ask = tool({ inputSchema: z.object({ q: z.string() }), execute: ({ q }) => ctx.input("sure", { schema: z.boolean(), prompt: q }) });
     return ctx.flow("flow", async () => (await generateText({ model: ctx.model("fast"), tools: ctx.tools({ search: ask }), stopWhen: stepCountIs(3), prompt: "x" })).text);`,
  ),
  "agents/other-tools.ts": modelAgent(
    "other-tools",
    `const counting = tool({ inputSchema: z.object({}), async *execute() { yield 1; yield 2; yield { total: 3 }; } });
     const outside = tool({ inputSchema: z.object({}) });
     const tools = ctx.tools({ counting, outside });
     const seen = [];
     const result = streamText({ model: ctx.model("fast"), tools, prompt: "count" });
     for await (const part of result.fullStream) if (part.type === "tool-result") seen.push([part.preliminary ?? false, part.output]);
     return { seen, asked: (await result.toolCalls).map((call) => call.toolName), same: tools.outside === outside };`,
  ),
};

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

describe("tools", () => {
  test("may ask a person: the run is put down, and its model is not asked again for it", async () => {
    reply = ({ body }) =>
      body.messages.some(({ role }) => role === "tool")
        ? { text: "Apples are." }
        : { tools: [{ id: "c1", name: "search", args: { q: "red" } }] };
    const { run } = await home.caller.runs.start({ agentId: "asking-tool", input: null });
    await until(home.ctx.live, "runs", async () => (await home.caller.runs.get({ runId: run.runId })).run.status === "waiting");
    await home.caller.runs.answer({ runId: run.runId, path: "asking-tool.flow.fast.search.sure", value: true });
    await until(home.ctx.live, "runs", async () => (await home.caller.runs.get({ runId: run.runId })).run.status === "completed");
    expect(server.asked()).toHaveLength(2);
  });

  test("that stream, or that others carry out, stay what they are", async () => {
    reply = () => ({
      tools: [
        { id: "1", name: "counting", args: {} },
        { id: "2", name: "outside", args: {} },
      ],
    });
    const run = await home.runToEnd("other-tools");
    expect(run.result?.data).toEqual({
      seen: [
        [true, 1],
        [true, 2],
        [true, { total: 3 }],
        [false, { total: 3 }],
      ],
      asked: ["counting", "outside"],
      same: true,
    });
    expect((await stepAt(home, run.runId, "other-tools.fast.counting")).output).toEqual({ total: 3 });
  });
});
