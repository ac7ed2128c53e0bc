import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { openTestConsole, until } from "@/server/testing/test-console";

let home: Awaited<ReturnType<typeof openTestConsole>>;
afterEach(() => home.close());

const agent = (id: string, more: string, run: string): string => `import { defineAgent } from "trackside";
import { existsSync, writeFileSync } from "node:fs";
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
export default defineAgent({ id: "${id}", ${more} async run(ctx, input) { ${run} } });`;

test("each run has a process, a working directory and an environment of its own, and shares none of them", async () => {
  const said = `writeFileSync("mine.txt", ctx.run.id); await pause(150);
    return { pid: process.pid, cwd: process.cwd(), mode: process.env.MODE, secret: process.env.SECRET ?? null, home: process.env.HOME };`;
  const env = `isolation: { level: "process", env: { MODE: "apart", SECRET: null } },`;
  home = await openTestConsole({
    files: { "agents/apart.ts": agent("apart", env, said), "agents/shared.ts": agent("shared", "", said) },
    hostEnv: { ...process.env, SECRET: "s3cret", MODE: "shared" },
  });
  const runs = await Promise.all([home.runToEnd("apart"), home.runToEnd("apart"), home.runToEnd("shared")]);
  type Said = { pid: number; cwd: string; mode: string; secret: string | null; home: string };
  const [a, b, shared] = runs.map((run) => run.result?.data as Said);
  expect(new Set([a?.pid, b?.pid, shared?.pid]).size).toBe(3);
  expect(a?.cwd).toBe(join(home.home, "data/work", runs[0]?.runId ?? ""));
  expect(a?.cwd).not.toBe(b?.cwd);
  expect(a).toMatchObject({ mode: "apart", secret: null, home: process.env["HOME"] });
  expect(shared).toMatchObject({ mode: "shared", secret: "s3cret" });
  // What lay in it goes with the run; what is to stay is an artifact.
  await until(home.ctx.live, "runs", async () => (await readdir(join(home.home, "data/work"))).length === 0);
});

test("one that dies takes nobody with it, goes on in another, and fills no more memory than it may", async () => {
  home = await openTestConsole({
    files: {
      "agents/dies.ts": agent(
        "dies",
        `isolation: "process",`,
        `await ctx.step("before", () => 1); await ctx.step("die", () => { if (!existsSync("died")) { writeFileSync("died", ""); process.exit(1); } }); return "lived";`,
      ),
      "agents/eats.ts": agent(
        "eats",
        `isolation: { level: "process", memoryMb: 64 },`,
        `const eaten = []; for (;;) { eaten.push(new Array(100_000).fill(1)); }`,
      ),
      "agents/shared.ts": agent("shared", "", `await pause(input); return "well";`),
    },
  });
  const { pid } = home.ctx.engine.host();
  const beside = home.runToEnd("shared", 3000);
  expect(await home.runToEnd("dies")).toMatchObject({ status: "completed", recoveries: 1, result: { data: "lived" } });
  expect(await home.runToEnd("eats")).toMatchObject({ status: "error", error: { code: "HOST_DIED" } });
  expect(await beside).toMatchObject({ status: "completed", recoveries: 0, result: { data: "well" } });
  expect(home.ctx.engine.host().pid).toBe(pid);
});

test("more runs than there are processes for take turns, also when each starts another", async () => {
  home = await openTestConsole({
    files: {
      "agents/nest.ts": agent(
        "nest",
        `isolation: "process",`,
        `return input.left === 0 ? 1 : 1 + (await ctx.run("nest", { left: input.left - 1 }));`,
      ),
    },
  });
  const runs = await Promise.all(Array.from({ length: 3 }, () => home.runToEnd("nest", { left: 3 })));
  expect(runs.map((run) => run.result?.data)).toEqual([4, 4, 4]);
  expect(existsSync(join(home.home, "data/work"))).toBe(true);
}, 60_000);

test("an isolation that is none is named with its file", async () => {
  home = await openTestConsole({ files: { "agents/odd.ts": agent("odd", `isolation: { level: "process", memoryMb: 1 },`, "") } });
  expect(home.ctx.engine.project().problems).toMatchObject([
    { file: "agents/odd.ts", error: expect.stringContaining("isolation") as string },
  ]);
});
