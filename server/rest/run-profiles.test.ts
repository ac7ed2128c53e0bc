import { afterAll, beforeAll, expect, test } from "vitest";
import type { Problem } from "@/server/errors";
import type { RunSummary } from "@/server/domain/run";
import { openHttpConsole, openingTakesMs, type HttpConsole } from "@/server/testing/http-console";
import { modelAgent, testKey } from "@/server/testing/model-project";
import { openModelServer } from "@/server/testing/model-server";

const says = (id: string, profile: string) =>
  modelAgent(id, `return (await generateText({ model: ctx.model("${profile}"), prompt: "Hello", maxRetries: 0 })).text;`).replace(
    "input: z.any(),",
    `input: z.any(), models: ["${profile}"],`,
  );

let server: Awaited<ReturnType<typeof openModelServer>>;
let console: HttpConsole;
beforeAll(async () => {
  server = await openModelServer(({ body }) =>
    body.model === "gpt-refused" ? { status: 401, error: `Wrong key ${testKey}` } : { text: `I am ${body.model}` },
  );
  console = await openHttpConsole({
    files: {
      "../trackside.config.ts": `import { defineConfig } from "trackside";
export default defineConfig({ models: {
  fast: { provider: "openai", model: "gpt-small", baseURL: ${JSON.stringify(server.url)}, apiKeyEnv: "MY_MODEL_KEY" },
  keyless: { provider: "openai", model: "gpt-small", apiKeyEnv: "MY_OTHER_KEY" },
}, environments: { prod: { models: { fast: { model: "gpt-large" } } } } });`,
      "fast.ts": says("fast", "fast"),
      "keyless.ts": says("keyless", "keyless"),
    },
    env: { MY_MODEL_KEY: testKey, TRACKSIDE_ENV: "prod", LOG_LEVEL: "debug" },
  });
}, openingTakesMs);
afterAll(async () => {
  await console.close();
  await server.close();
});

const run = async (agentId: string, profiles?: unknown) => {
  const answer = await console.post(`/api/agents/${agentId}/runs`, {
    input: null,
    wait: true,
    ...(profiles ? { profiles } : {}),
  });
  return { status: answer.status, ...((await answer.json()) as Partial<Problem> & { run?: RunSummary }) };
};

test("a run takes its models from the project's environment, and others where its request says so", async () => {
  expect((await run("fast")).run?.result?.data).toBe("I am gpt-large");
  expect((await run("fast", { fast: { model: "gpt-odd" } })).run?.result?.data).toBe("I am gpt-odd");
  expect((await run("keyless", { keyless: "fast" })).run?.result?.data).toBe("I am gpt-large");
});

test("a request whose models cannot be used is refused, and told why", async () => {
  const refused = await run("keyless");
  expect(refused.status).toBe(409);
  expect(refused.detail).toContain("set the environment variable MY_OTHER_KEY");
  expect(await run("fast", { fast: { apiKey: "sk-1" } })).toMatchObject({
    status: 400,
    errors: [{ path: "profiles.fast.apiKey" }],
  });
  expect(await run("fast", { fast: "slow" })).toMatchObject({ status: 400, errors: [{ path: "profiles.fast" }] });
});

test("a key is said nowhere: not in answers, not in the log", async () => {
  const failed = await run("fast", { fast: { model: "gpt-refused" } });
  expect(failed.run?.error?.message).toBe("Wrong key [key]");
  const detail = JSON.stringify(await console.detail({ agentId: "fast", runId: failed.run?.runId ?? "" }));
  expect(detail).toContain("Wrong key");
  expect(detail + JSON.stringify(await (await console.get("/api/agents")).json()) + console.output()).not.toContain(testKey);
});
