import { openBenchConsole } from "./bench-console";
import { median, perSecond, percentile, rounded, time, type Bench } from "./measure";

/** The AI SDK's own loop: a model call that asks for a tool, the tool, and a model call that answers. */
const loop = `import { generateText, stepCountIs, tool } from "ai";
import { z } from "zod";
const search = tool({ description: "Searches the shop", inputSchema: z.object({ q: z.string() }), execute: async ({ q }) => "Kettle, 39 EUR, found by " + q });
const usage = { inputTokens: { total: 120, noCache: 120 }, outputTokens: { total: 30, text: 30 } };
export const bare = {
  specificationVersion: "v3", provider: "mock", modelId: "mock", supportedUrls: {},
  doGenerate: async ({ prompt }) => prompt.at(-1).role === "tool"
    ? { content: [{ type: "text", text: "The kettle costs 39 EUR and is here tomorrow." }], finishReason: { unified: "stop" }, usage, warnings: [] }
    : { content: [{ type: "tool-call", toolCallId: "call-1", toolName: "search", input: '{"q":"kettle"}' }], finishReason: { unified: "tool-calls" }, usage, warnings: [] },
};
export const loop = (model, wrap = (tools) => tools) =>
  generateText({ model, tools: wrap({ search }), stopWhen: stepCountIs(5), system: "You help in a shop.", prompt: "What does the kettle cost?" });`;

const config = `import { defineConfig } from "trackside";
export default defineConfig({ concurrency: 32, models: { mock: { provider: "offline", model: "mock", parameters: { script: [
  { toolCalls: [{ toolName: "search", input: { q: "kettle" } }] }, "The kettle costs 39 EUR and is here tomorrow."] } } } });`;

/** Everything recorded: each loop through models and tools of its context. */
const recorded = `import { defineAgent } from "trackside";
import { loop } from "../loop";
export default defineAgent({ id: "recorded", run: async (ctx, { loops, lanes }) => {
  const times = [];
  let next = 0;
  const lane = (at) => ctx.flow("lane-" + at, async () => {
    while (next++ < loops) {
      const begun = performance.now();
      await loop(ctx.model("mock"), (tools) => ctx.tools(tools));
      times.push(performance.now() - begun);
    }
  });
  await Promise.all(Array.from({ length: lanes }, (_, at) => lane(at)));
  return times;
} });`;

/** One loop a run, as a user's agent is. */
const one = `import { defineAgent } from "trackside";
import { loop } from "../loop";
export default defineAgent({ id: "one", run: async (ctx) => (await loop(ctx.model("mock"), (tools) => ctx.tools(tools))).text });`;

/** The same loop with nothing of ours in it, in the same process. */
const plain = `import { defineAgent } from "trackside";
import { bare, loop } from "../loop";
export default defineAgent({ id: "plain", run: async (ctx, { loops, lanes }) => {
  const times = [];
  const begunAll = performance.now();
  let next = 0;
  const lane = async () => {
    while (next++ < loops) {
      const begun = performance.now();
      await loop(bare);
      times.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return { times, ms: performance.now() - begunAll };
} });`;

const lanes = 32;
const stepsOfLoop = 3;

type Plain = { times: number[]; ms: number };

export const agentLoop: Bench = {
  name: "agent-loop",
  run: async ({ quick }) => {
    const loops = quick ? 500 : 3000;
    const rounds = quick ? 1 : 3;
    const console = await openBenchConsole({ recorded, one, plain }, { "loop.ts": loop, "trackside.config.ts": config });
    const plainRun = async (count: number, atOnce: number): Promise<Plain> => {
      const { result } = await console.runToEnd("plain", { loops: count, lanes: atOnce });
      return result?.data as never;
    };
    const bareRate = async (): Promise<number> => {
      return perSecond(loops, (await plainRun(loops, lanes)).ms);
    };
    const runs = async (count: number): Promise<void> => {
      let next = 0;
      const lane = async (): Promise<void> => {
        while (next++ < count) await console.runToEnd("one", null);
      };
      await Promise.all(Array.from({ length: lanes }, lane));
    };
    try {
      await console.runToEnd("recorded", { loops: 200, lanes });
      await runs(100);
      await bareRate();
      const [inOne, inRuns, bare]: [number[], number[], number[]] = [[], [], []];
      for (let round = 0; round < rounds; round++) {
        bare.push(await bareRate());
        inOne.push(perSecond(loops, await time(() => console.runToEnd("recorded", { loops, lanes }))));
        inRuns.push(perSecond(loops / 3, await time(() => runs(Math.floor(loops / 3)))));
      }
      const alone = (await console.runToEnd("recorded", { loops: quick ? 100 : 500, lanes: 1 })).result?.data as number[];
      const { times: bareAlone } = await plainRun(500, 1);
      const added = (at: (times: number[]) => number): number => (at(alone) - at(bareAlone)) / stepsOfLoop;
      const baseline = `${rounded(median(bare))} loops/s bare`;
      const row = (name: string, rates: number[]) => {
        const ratio = median(rates) / median(bare);
        return { name, value: `${rounded(median(rates))} loops/s`, baseline, ratio, goal: "≥ 0.5", met: ratio >= 0.5 };
      };
      const p50 = added(median);
      return [
        row("agent-loop: 32 at once, all recorded", inOne),
        row("agent-loop: 32 runs at once, one loop each", inRuns),
        {
          name: "agent-loop: what recording adds to a step, alone",
          value: `p50 ${p50.toFixed(2)} ms, p95 ${added((times) => percentile(times, 0.95)).toFixed(2)} ms`,
          baseline: `${median(bareAlone).toFixed(2)} ms a loop bare`,
          ratio: undefined,
          goal: "p50 ≤ 1.5 ms",
          met: p50 <= 1.5,
        },
      ];
    } finally {
      await console.close();
    }
  },
};
