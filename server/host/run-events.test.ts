import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { agentFile, openTestConsole, until } from "@/server/testing/test-console";

let home: Awaited<ReturnType<typeof openTestConsole>>;
afterEach(() => home.close());

const ledger = join("events.ndjson");
const config = (handlers: string, more = ""): string => `import { defineConfig } from "trackside";
import { appendFileSync } from "node:fs";
const note = (who, event) => appendFileSync("${ledger}", JSON.stringify({ who, ...event, at: undefined, runId: undefined, stepId: undefined }) + "\\n");
export default defineConfig({ ${more} on: { ${handlers} } });`;

type Noted = Record<string, unknown>;
const noted = async (): Promise<Noted[]> => {
  const text = await readFile(join(home.projectDir, ledger), "utf8").catch(() => "");
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Noted);
};
/** Watchers are not waited for: they have heard when they have. */
const heard = (last: (events: Noted[]) => boolean) => until(home.ctx.live, "runs", async () => last(await noted()));

const work = agentFile(
  "work",
  `const a = await ctx.step("double", { input: { n: input.n } }, ({ n }) => n * 2); const ok = await ctx.input("sure", { schema: z.boolean(), prompt: "Sure?" }); return { a, ok };`,
);

test("events are told in order, the agent's own handlers first, and an answer is the step's input", async () => {
  home = await openTestConsole({
    files: {
      "agents/work.ts": work.replace(
        `id: "work",`,
        `id: "work", on: { "step.completed": (event) => globalThis.note?.("agent", event) },`,
      ),
      "trackside.config.ts": config(
        `"*": (event) => note("all", event),
         "input.required": (event) => event.kind === "input" ? { value: event.prompt === "Sure?" } : event.name === "double" ? { value: { n: event.input.n + 100 } } : undefined`,
      ),
    },
  });
  expect((await home.caller.agents.list()).problems).toEqual([]);
  const run = await home.runToEnd("work", { n: 1 });
  expect(run.result?.data).toEqual({ a: 202, ok: true });
  await heard((events) => events.some(({ type }) => type === "run.completed"));
  expect((await noted()).map(({ type, path }) => `${String(type)} ${String(path)}`)).toEqual([
    "run.started work",
    "input.required work.double",
    "step.started work.double",
    "step.completed work.double",
    "step.started work.sure",
    "input.required work.sure",
    "run.completed work",
  ]);
  expect((await noted())[2]).toMatchObject({ input: { n: 101 }, kind: "action", attempt: 1 });
  const double = (await home.caller.runs.steps({ runId: run.runId })).steps.find((step) => step.name === "double");
  expect(double?.attributes).toMatchObject({ inputReplaced: true });
  expect(await home.caller.runs.step({ runId: run.runId, stepId: double?.id ?? "" })).toMatchObject({
    input: { n: 101 },
    output: 202,
  });
});

test("what was given with the run goes before a handler's answer", async () => {
  home = await openTestConsole({
    files: { "agents/work.ts": work, "trackside.config.ts": config(`"input.required": () => ({ value: { n: -1 } })`) },
  });
  const { run } = await home.caller.runs.start({
    agentId: "work",
    input: { n: 1 },
    staticInputs: { "work.double": { n: 50 }, "work.sure": false },
  });
  expect((await home.endOf(run.runId)).result?.data).toEqual({ a: 100, ok: false });
});

test("a watcher that throws, at once or later, is recorded and harms nothing", async () => {
  home = await openTestConsole({
    files: {
      "agents/work.ts": work,
      "trackside.config.ts": config(
        `"*": () => { throw new Error("bad watcher"); }, "step.started": async () => { await null; throw null; }`,
      ),
    },
  });
  const { run } = await home.caller.runs.start({ agentId: "work", input: { n: 1 }, staticInputs: { "work.sure": true } });
  expect(await home.endOf(run.runId)).toMatchObject({ status: "completed", counts: { errors: 0 } });
  const { steps } = await home.caller.runs.steps({ runId: run.runId });
  const failed = steps.filter(({ name }) => name === "handler_failed").map(({ error }) => error?.message);
  expect(failed).toContain("A handler of step.started failed at work.double: null was thrown, which is not an Error");
  expect(failed).toContain("A handler of step.completed failed at work.double: bad watcher");
  // What throws behind the run's end can only be told of.
  await until(home.ctx.live, "host", () => home.ctx.engine.host().lastTrouble?.message.includes("run.completed") ?? false);
});

test("a handler that fails to answer ends the step that asked, and says so", async () => {
  home = await openTestConsole({
    files: {
      "agents/work.ts": work,
      "trackside.config.ts": config(`"input.required": () => { throw new RangeError("no answer"); }`),
    },
  });
  expect(await home.runToEnd("work", { n: 1 })).toMatchObject({
    status: "error",
    error: { code: "RangeError", message: "no answer" },
  });
});

test("a configuration that does not load is named, and the agents still run", async () => {
  home = await openTestConsole({ files: { "agents/work.ts": work, "trackside.config.ts": "export default { on: {} };" } });
  const { agents, problems } = await home.caller.agents.list();
  expect(agents.map(({ id }) => id)).toEqual(["work"]);
  expect(problems).toMatchObject([{ file: "trackside.config.ts", error: expect.stringContaining("defineConfig") as string }]);
});

test("a run's start is told once, also when the console stops in the middle of it", async () => {
  const gate = `const { existsSync } = await import("node:fs"); while (!existsSync(input)) await new Promise((r) => setTimeout(r, 10));`;
  const files = {
    "agents/gated.ts": agentFile("gated", `await ctx.step("wait", { input }, async () => { ${gate} });`),
    "trackside.config.ts": config(`"*": (event) => note("all", event)`),
  };
  home = await openTestConsole({ files });
  const file = join(home.home, "gate");
  const { run } = await home.caller.runs.start({ agentId: "gated", input: file });
  await heard((events) => events.some(({ type }) => type === "step.started"));
  await home.stop();
  await writeFile(file, "");
  home = await openTestConsole({ dir: home.home });
  expect(await home.endOf(run.runId)).toMatchObject({ status: "completed", recoveries: 0 });
  await heard((events) => events.some(({ type }) => type === "run.completed"));
  expect((await noted()).filter(({ type }) => type === "run.started")).toHaveLength(1);
});
