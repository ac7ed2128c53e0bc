import { agentFile, openTestConsole } from "./test-console";

export const testKey = "sk-test-0123456789abcdef";

/** A project whose profiles lead to a server of the test's own, as agents with AI SDK code in their `run`. */
function modelConfig(url: string, more = ""): string {
  const fast = {
    provider: "openai",
    model: "gpt-test",
    baseURL: url,
    apiKeyEnv: "TRACKSIDE_TEST_MODEL_KEY",
    price: { inputPerMTok: 0.15, outputPerMTok: 0.6 },
  };
  return `import { defineConfig } from "trackside";
export default defineConfig({ models: {
  fast: ${JSON.stringify(fast)},
  local: { provider: "openai-compatible", model: "local-test", baseURL: ${JSON.stringify(url)} },
  keyless: { provider: "openai", model: "gpt-test", apiKeyEnv: "TRACKSIDE_TEST_UNSET_KEY" },
  claude: { provider: "anthropic", model: "claude-test", baseURL: ${JSON.stringify(url)}, apiKeyEnv: "TRACKSIDE_TEST_MODEL_KEY" },
  offline: { provider: "offline", model: "stand-in", parameters: { delayMs: 0 } },
  ${more}
} });`;
}

const imports = `import { embed, embedMany, generateText, jsonSchema, stepCountIs, streamText, tool } from "ai";
import { appendFileSync } from "node:fs";
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));`;

/** An agent that works with the AI SDK; `search` is a tool that tells it ran. */
export const modelAgent = (id: string, body: string, more = ""): string =>
  agentFile(
    id,
    `const search = tool({ description: "Searches", inputSchema: z.object({ q: z.string() }), execute: async ({ q }) => {
       if (input?.ledger) appendFileSync(input.ledger, "search " + q + "\\n");
       return "found " + q;
     } });
     ${body}`,
    `${imports}\n${more}`,
  );

type Files = Record<string, string>;

export async function openModelConsole(url: string, agents: Files, options: { dir?: string; more?: string } = {}) {
  process.env["TRACKSIDE_TEST_MODEL_KEY"] = testKey;
  const files = { "trackside.config.ts": modelConfig(url, options.more), ...agents };
  return openTestConsole({ files, ...(options.dir === undefined ? {} : { dir: options.dir }) });
}

export type ModelConsole = Awaited<ReturnType<typeof openModelConsole>>;

export async function stepsOf({ caller }: ModelConsole, runId: string) {
  const { steps } = await caller.runs.steps({ runId, limit: 2000 });
  return steps.toSorted((a, b) => a.begunSeq - b.begunSeq);
}

export async function treeOf(home: ModelConsole, runId: string): Promise<string[]> {
  return (await stepsOf(home, runId)).map(({ kind, path, status }) => `${kind} ${path} ${status}`);
}

/** A step with its input and output, by its path. */
export async function stepAt(home: ModelConsole, runId: string, path: string) {
  const step = (await stepsOf(home, runId)).find((each) => each.path === path);
  if (!step) throw new Error(`there is no step ${path}`);
  return home.caller.runs.step({ runId, stepId: step.id });
}
