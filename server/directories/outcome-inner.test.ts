import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { agentFile, openTestConsole } from "@/server/testing/test-console";

let home: Awaited<ReturnType<typeof openTestConsole>>;
afterEach(() => home.close());

test("a repository an agent has made within its outcome is kept by its files", async () => {
  const body = `const app = join(ctx.dirs.outcome, "app"); mkdirSync(app); writeFileSync(join(app, "index.js"), "1"); execFileSync("git", ["init", "-q"], { cwd: app });`;
  const imports = `import { execFileSync } from "node:child_process"; import { mkdirSync, writeFileSync } from "node:fs"; import { join } from "node:path";`;
  const config = `import { defineConfig } from "trackside"; export default defineConfig({ outcome: { name: "shop" } });`;
  home = await openTestConsole({
    files: { "trackside.config.ts": config, "agents/inner.ts": agentFile("inner", body, imports) },
  });
  const { runId } = await home.runToEnd("inner");
  const cwd = join(home.home, "data/runs/outcome/shop");
  const files = () => execFileSync("git", ["ls-tree", "-r", "--name-only", `run/${runId}`], { cwd, encoding: "utf8" });
  await expect.poll(files, { timeout: 10_000 }).toBe("app/index.js\n");
});
