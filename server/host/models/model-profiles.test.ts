import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listEvents } from "@/server/runs/list-events";
import { modelAgent, openModelConsole, stepAt, testKey, treeOf, type ModelConsole } from "@/server/testing/model-project";
import type { Reply } from "@/server/testing/model-reply";
import { openModelServer, type Asked } from "@/server/testing/model-server";

const says = (id: string, profile: string, more = "") =>
  modelAgent(
    id,
    `return (await generateText({ model: ctx.model("${profile}"), prompt: "Hello 42", maxRetries: 0 })).text;`,
  ).replace("input: z.any(),", `input: z.any(), ${more}`);

const agents = {
  "agents/fast.ts": says("fast", "fast", 'models: ["fast"],'),
  "agents/local.ts": says("local", "local"),
  "agents/declared.ts": says("declared", "keyless", 'models: ["fast", "keyless"],'),
  "agents/apart.ts": says(
    "apart",
    "keyless",
    'models: ["keyless"], isolation: { level: "process", env: { TRACKSIDE_TEST_UNSET_KEY: "its own" } },',
  ),
  "agents/stripped.ts": says(
    "stripped",
    "fast",
    'models: ["fast"], isolation: { level: "process", env: { TRACKSIDE_TEST_MODEL_KEY: null } },',
  ),
  "agents/undeclared.ts": says("undeclared", "keyless"),
  "agents/unknown.ts": says("unknown", "fats"),
  "agents/usual.ts": says("usual", "usual"),
  "agents/offline.ts": modelAgent(
    "offline",
    `const { text } = await generateText({ model: ctx.model("offline"), tools: ctx.tools({ search }), stopWhen: stepCountIs(3), prompt: "red apples" });
     const streamed = streamText({ model: ctx.model("scripted"), prompt: "x" });
     const pieces = [];
     for await (const delta of streamed.textStream) pieces.push(delta);
     return { text, pieces };`,
  ),
};

let reply: (asked: Asked) => Reply;
let server: Awaited<ReturnType<typeof openModelServer>>;
let other: Awaited<ReturnType<typeof openModelServer>>;
let home: ModelConsole;
const scripted =
  'usual: { provider: "openai", model: "gpt-usual" }, scripted: { provider: "offline", model: "x", parameters: { script: ["One two"], delayMs: 0 } }, wrong: { provider: "opnai", model: "x" },';
beforeAll(async () => {
  server = await openModelServer((asked) => reply(asked));
  other = await openModelServer((asked) => ({ text: `other ${asked.body.model}` }));
  process.env["OPENAI_BASE_URL"] = server.url;
  process.env["OPENAI_API_KEY"] = testKey;
  home = await openModelConsole(server.url, agents, { more: scripted });
});
beforeEach(() => {
  reply = ({ body, headers }) => ({ text: `${body.model} ${headers.authorization ?? "no key"}` });
  server.forget();
});
afterAll(async () => {
  delete process.env["OPENAI_BASE_URL"];
  delete process.env["OPENAI_API_KEY"];
  await home.close();
  await server.close();
  await other.close();
});

async function start(agentId: string, profiles: Record<string, unknown>) {
  const { run } = await home.caller.runs.start({ agentId, input: null, profiles: profiles as never });
  return home.endOf(run.runId);
}

describe("a run's model profiles", () => {
  test("take their keys from where the run works: what its process is given, and not what is taken from it", async () => {
    const run = await home.runToEnd("apart");
    expect(run).toMatchObject({ status: "completed", result: { data: "gpt-test Bearer its own" } });
    await expect(home.runToEnd("stripped")).rejects.toThrow(/needs a key: set the environment variable TRACKSIDE_TEST_MODEL_KEY/);
  });

  test("may be replaced for one run, by another profile or in part, and stay so in its re-runs", async () => {
    const run = await start("fast", { fast: { model: "gpt-big", baseURL: other.url } });
    expect(run.result?.data).toBe("other gpt-big");
    expect(server.asked()).toHaveLength(0);
    expect(await treeOf(home, run.runId)).toEqual(["agent fast completed", "model fast.fast completed"]);
    const { step, input } = await stepAt(home, run.runId, "fast.fast");
    expect(input).toMatchObject({ profile: "fast", model: "gpt-big" });
    // The price was the other model's.
    expect(step.usage).toEqual({ inputTokens: 100, outputTokens: 10 });
    const again = await home.caller.runs.rerun({ runId: run.runId });
    expect((await home.endOf(again.run.runId)).result?.data).toBe("other gpt-big");
    const changed = await home.caller.runs.rerun({ runId: run.runId, profiles: { fast: "local" } });
    expect((await home.endOf(changed.run.runId)).result?.data).toBe("local-test no key");
  });

  test("are refused with the run where they are not there, hold a secret, or would send a key elsewhere", async () => {
    const begin = (profiles: unknown) => home.caller.runs.start({ agentId: "fast", input: null, profiles: profiles as never });
    await expect(begin({ fast: "slow" })).rejects.toMatchObject({
      cause: { message: expect.stringMatching(/"slow".*fast, local/) as string },
    });
    await expect(begin({ fats: { model: "x" } })).rejects.toThrow(/"fats"/);
    await expect(begin({ fast: { apiKey: "sk-123" } })).rejects.toThrow(/profiles\.fast\.apiKey/);
    await expect(begin({ fast: { baseURL: "https://elsewhere.example/v1" } })).rejects.toThrow(/apiKeyEnv/);
    expect(server.asked()).toHaveLength(0);
  });

  test("without their key are told before a run starts, with the variable to set", async () => {
    const { agent } = await home.caller.agents.get({ agentId: "declared" });
    expect(agent).toMatchObject({ runnable: false, problem: expect.stringContaining("TRACKSIDE_TEST_UNSET_KEY") as string });
    await expect(home.caller.runs.start({ agentId: "declared", input: null })).rejects.toMatchObject({
      code: "CONFLICT",
      message: expect.stringContaining("set the environment variable TRACKSIDE_TEST_UNSET_KEY") as string,
    });
    expect((await start("declared", { keyless: "offline" })).result?.data).toBe("You said: Hello 42");
    const run = await home.runToEnd("undeclared");
    expect(run).toMatchObject({ status: "error", error: { code: "MODEL_KEY_MISSING" }, counts: { modelCalls: 0 } });
    expect(run.error?.message).toContain("TRACKSIDE_TEST_UNSET_KEY");
    expect((await home.runToEnd("unknown")).error).toMatchObject({
      code: "MODEL_PROFILE_UNKNOWN",
      message: expect.stringContaining("There are fast, local") as string,
    });
    const { problems } = await home.caller.agents.list();
    expect(problems).toMatchObject([{ file: "trackside.config.ts", error: expect.stringContaining('"wrong"') as string }]);
    expect(server.asked()).toHaveLength(0);
  });

  test("need no key, no price and no tokens where the server has none; what is not known is absent", async () => {
    reply = ({ headers }) => ({ text: headers.authorization ?? "no key", usage: null });
    const run = await home.runToEnd("local");
    expect(run).toMatchObject({ status: "completed", result: { data: "no key" } });
    expect(run.usage).toBeUndefined();
  });

  test("without an address and a key of their own have the usual ones of the environment", async () => {
    expect((await home.runToEnd("usual")).result?.data).toBe(`gpt-usual Bearer ${testKey}`);
  });

  test("may lead to the built-in model, which needs nothing and says the same each time", async () => {
    const [run, again] = [await home.runToEnd("offline"), await home.runToEnd("offline")];
    expect(run.result?.data).toEqual({ text: "Here is what I found: found red apples", pieces: ["One", " two"] });
    expect(again.result?.data).toEqual(run.result?.data);
    expect(again.usage?.inputTokens).toBe(run.usage?.inputTokens);
    expect(await treeOf(home, run.runId)).toContain("tool offline.offline.search completed");
  });
});

test("a key is written down nowhere, also where the server says it", async () => {
  // With nothing of the other tests, whose server says the key as an answer.
  await home.close();
  home = await openModelConsole(server.url, agents, { more: scripted });
  reply = () => ({ status: 401, error: `Incorrect API key provided: ${testKey}` });
  const failed = await home.runToEnd("fast");
  expect(failed).toMatchObject({ status: "error", error: { message: "Incorrect API key provided: [key]" } });
  reply = () => ({ text: "Fine." });
  expect((await home.runToEnd("fast")).status).toBe("completed");
  const { events } = await listEvents({ ctx: home.ctx, input: { runId: failed.runId, after: 0, limit: 100 } });
  expect(JSON.stringify([events, home.ctx.engine.project().models])).not.toContain(testKey);
  await home.stop();
  const files = await readdir(join(home.home, "data"), { recursive: true, withFileTypes: true });
  const texts = await Promise.all(
    files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name), "latin1")),
  );
  expect(texts.join("")).toContain("Incorrect API key provided");
  expect(texts.join("")).not.toContain(testKey);
});
