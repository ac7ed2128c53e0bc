import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { openTestConsole } from "@/server/testing/test-console";

const config = `import { defineConfig } from "trackside";
export default defineConfig({
  models: {
    fast: { provider: "openai", model: "small", price: { inputPerMTok: 1, outputPerMTok: 2 }, parameters: { temperature: 0 } },
    far: { provider: "openai-compatible", model: "far", baseURL: "https://models.example/v1?key=topsecret", apiKeyEnv: "FAR_KEY" },
    here: { provider: "offline", model: "x" },
  },
  environments: { prod: { concurrency: 2, models: { fast: { model: "big" } } } },
});`;
const agent = `import { defineAgent } from "trackside";
export default defineAgent({ id: "writer", models: ["fast"], run: () => 1 });`;

let console: Awaited<ReturnType<typeof openTestConsole>>;
afterEach(() => console.close());

test("profiles say where their key comes from and what the environment changed, and never a secret", async () => {
  console = await openTestConsole({
    files: {
      "trackside.config.ts": config,
      "agents/writer.ts": agent,
      "static_inputs.json": "{",
      "scorers/bad.ts": "throw new Error('bad')",
    },
    hostEnv: { ...process.env, TRACKSIDE_ENV: "prod", FAR_KEY: "far-and-secret", OPENAI_API_KEY: "" },
  });
  const settings = await console.caller.console.settings();
  expect(settings.profiles).toMatchObject([
    {
      name: "fast",
      model: "big",
      key: { variable: "OPENAI_API_KEY", set: false },
      changed: ["model"],
      usedBy: ["writer"],
      parameters: ["temperature"],
    },
    { name: "far", baseURL: "https://models.example/v1", key: { variable: "FAR_KEY", set: true }, changed: [], usedBy: [] },
    { name: "here", provider: "offline", changed: [] },
  ]);
  expect(settings.profiles[0]?.problem).toContain("OPENAI_API_KEY");
  expect(settings.profiles[2]).not.toHaveProperty("key");
  expect(settings.environment).toEqual({ name: "prod", settings: ["concurrency"] });
  expect(settings.project.problems.map(({ file }) => file).toSorted()).toEqual(["scorers/bad.ts", "static_inputs.json"]);
  expect(settings.setup).toMatchObject({ host: "127.0.0.1", apiKeySet: false, allowedHosts: [] });
  expect(JSON.stringify(settings)).not.toMatch(/secret/);
});

test("the size of run directories is taken beside, and told with the time it was taken", async () => {
  console = await openTestConsole();
  const { runsDir } = console.ctx.disk;
  await mkdir(join(runsDir, "a/b"), { recursive: true });
  await writeFile(join(runsDir, "a/b/large"), "x".repeat(5000));
  await writeFile(join(runsDir, "small"), "x");
  await symlink("/", join(runsDir, "elsewhere"));
  const first = await console.caller.console.storage();
  expect(first.runDirectories).toEqual({ measuring: true });
  expect(first.bytes.database).toBeGreaterThan(1000);
  expect(first.free?.bytes).toBeGreaterThan(0);
  await expect
    .poll(async () => (await console.caller.console.storage()).runDirectories)
    .toMatchObject({ measuring: false, last: { files: 3 } });
  const { last } = (await console.caller.console.storage()).runDirectories;
  expect(last?.bytes).toBeGreaterThanOrEqual(5001);
  expect(last?.bytes).toBeLessThan(6000);
});
