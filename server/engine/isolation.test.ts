import { existsSync } from "node:fs";
import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { openTestConsole, until } from "@/server/testing/test-console";

let home: Awaited<ReturnType<typeof openTestConsole>>;
afterEach(() => home.close());

const agent = (id: string, more: string, run: string): string => `import { defineAgent } from "trackside";
import { spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { z } from "zod";
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

const workDirs = () => readdir(join(home.home, "data/work"));
const noneLeft = () => until(home.ctx.live, "runs", async () => (await workDirs()).length === 0);

test("one that cannot get its directory waits for it, and keeps no other from running", async () => {
  home = await openTestConsole({
    files: {
      "agents/apart.ts": agent("apart", `isolation: "process",`, "return 1;"),
      "agents/shared.ts": agent("shared", "", "return 2;"),
    },
  });
  const inTheWay = join(home.home, "data/work");
  await writeFile(inTheWay, "no directory");
  const { run } = await home.caller.runs.start({ agentId: "apart", input: null });
  expect((await home.runToEnd("shared")).result?.data).toBe(2);
  await rm(inTheWay);
  expect((await home.endOf(run.runId)).result?.data).toBe(1);
});

test("its directory stays until its last word, and goes also where something still writes there, or nothing holds it", async () => {
  const writes = "i=0; while [ $i -lt 1500 ]; do i=$((i+1)); : > f$i; done";
  home = await openTestConsole({
    files: {
      "agents/last.ts": agent(
        "last",
        `isolation: "process",`,
        `ctx.onEnd(async () => { await pause(200); writeFileSync("mine.txt", ""); writeFileSync(input, "well"); });`,
      ),
      "agents/busy.ts": agent(
        "busy",
        `isolation: "process",`,
        `spawn("sh", ["-c", ${JSON.stringify(writes)}], { detached: true, stdio: "ignore" }).unref(); await pause(100);`,
      ),
      "agents/waits.ts": agent("waits", `isolation: "process",`, `await ctx.input("q", { schema: z.string() });`),
    },
  });
  const said = join(home.home, "said");
  await home.runToEnd("last", said);
  await until(home.ctx.live, "runs", () => existsSync(said));
  await home.runToEnd("busy");
  await noneLeft();
  const { run } = await home.caller.runs.start({ agentId: "waits", input: null });
  await until(home.ctx.live, "runs", async () => (await home.caller.runs.get({ runId: run.runId })).run.status === "waiting");
  expect(await workDirs()).toEqual([run.runId]);
  await home.caller.runs.cancel({ runId: run.runId });
  await noneLeft();
});
