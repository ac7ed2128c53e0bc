import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { agentFile, openTestConsole, until } from "@/server/testing/test-console";
import { listArtifacts } from "./list-artifacts";

const desk = agentFile(
  "desk",
  `const order = await ctx.step("lookup", { kind: "tool", input: { order: 1 }, schema: z.object({ order: z.number().max(100) }) }, (given) => given);
   const who = input?.ask ? await ctx.input("approval", { schema: z.object({ ok: z.boolean() }) }) : null;
   return { order, who };`,
);
const config = (text: string): string => `import { defineConfig } from "trackside"; export default defineConfig(${text});`;

let home: Awaited<ReturnType<typeof openTestConsole>>;
afterEach(() => home.close());

const runsDir = (): string => join(home.home, "data/runs");
const whole = (dir: string) => () => existsSync(join(dir, ".trace/dad_metadata.json"));

test("a subpath is where run directories go, and those from before it stay where they are", async () => {
  home = await openTestConsole({ files: { "agents/desk.ts": desk } });
  const before = await home.runToEnd("desk");
  await until(home.ctx.live, "runs", whole(join(runsDir(), before.runId)));
  await home.stop();
  await writeFile(join(home.projectDir, "trackside.config.ts"), config('{ runsSubpath: "agents/desk", tracing: "off" }'));
  home = await openTestConsole({ dir: home.home });
  const after = await home.runToEnd("desk");
  await until(home.ctx.live, "runs", whole(join(runsDir(), "agents/desk", after.runId)));
  const { artifacts } = await listArtifacts({ ctx: home.ctx, input: { runId: before.runId, limit: 1000 } });
  expect(artifacts.map(({ path }) => path)).toContain("desk/lookup/result.json");
  expect(existsSync(join(runsDir(), "agents/desk", before.runId))).toBe(false);
  expect(await readFile(join(runsDir(), "agents/desk", after.runId, ".trace/trace.jsonl"), "utf8")).toBe("");
});

test("basic tracing leaves values out of the trace", async () => {
  home = await openTestConsole({ files: { "agents/desk.ts": desk, "trackside.config.ts": config('{ tracing: "basic" }') } });
  const { runId } = await home.runToEnd("desk");
  await until(home.ctx.live, "runs", whole(join(runsDir(), runId)));
  const trace = await readFile(join(runsDir(), runId, ".trace/trace.jsonl"), "utf8");
  expect(trace).toContain("trackside.step.path");
  expect(trace).not.toContain("input.value");
});

test.each(["../up", "/abs", "a//b", "outcome/x", ".hidden"])("a subpath %s is refused by name", async (runsSubpath) => {
  home = await openTestConsole({
    files: { "agents/desk.ts": desk, "trackside.config.ts": config(JSON.stringify({ runsSubpath })) },
  });
  const [problem] = home.ctx.engine.project().problems;
  expect(problem).toMatchObject({ file: "trackside.config.ts", error: expect.stringContaining("runsSubpath") as string });
});

test("the project's static inputs lie beneath the request's, are checked, and are carried into re-runs", async () => {
  const file = JSON.stringify({ "desk.lookup": { order: 7 }, "desk.approval": { ok: true }, "other.lookup": { order: 1 } });
  home = await openTestConsole({ files: { "agents/desk.ts": desk, "static_inputs.json": file } });
  const one = await home.runToEnd("desk", { ask: true });
  expect(one.result?.data).toEqual({ order: { order: 7 }, who: { ok: true } });
  const { run } = await home.caller.runs.start({
    agentId: "desk",
    input: { ask: true },
    staticInputs: { "desk.lookup": { order: 8 } },
  });
  expect((await home.endOf(run.runId)).result?.data).toEqual({ order: { order: 8 }, who: { ok: true } });
  await until(home.ctx.live, "runs", whole(join(runsDir(), run.runId)));
  expect(JSON.parse(await readFile(join(runsDir(), run.runId, "static_inputs/static_inputs.json"), "utf8"))).toEqual({
    "desk.lookup": { order: 8 },
    "desk.approval": { ok: true },
  });
  // The file says something else now: runs that are made from earlier ones keep what those had.
  await home.stop();
  await writeFile(join(home.projectDir, "static_inputs.json"), JSON.stringify({ "desk.lookup": { order: 99 } }));
  home = await openTestConsole({ dir: home.home });
  const again = await home.caller.runs.rerun({ runId: run.runId });
  expect((await home.endOf(again.run.runId)).result?.data).toEqual({ order: { order: 8 }, who: { ok: true } });
  const other = await home.caller.runs.rerun({ runId: run.runId, staticInputs: { "desk.lookup": { order: 9 } } });
  expect((await home.endOf(other.run.runId)).result?.data).toMatchObject({ order: { order: 9 } });
});

test("a static input that does not fit its step's schema ends the step, naming it and the field", async () => {
  home = await openTestConsole({ files: { "agents/desk.ts": desk, "static_inputs.json": '{"desk.lookup": {"order": 1000}}' } });
  const run = await home.runToEnd("desk");
  expect(run).toMatchObject({ status: "error", error: { code: "INPUT_INVALID", path: "desk.lookup" } });
  expect(run.error?.message).toMatch(/desk\.lookup.*order/);
  const asked = await home.caller.runs.start({
    agentId: "desk",
    input: { ask: true },
    staticInputs: { "desk.lookup": { order: 1 }, "desk.approval": { ok: "yes" } },
  });
  const ended = await home.endOf(asked.run.runId);
  expect(ended).toMatchObject({
    status: "error",
    error: { code: "INPUT_INVALID", path: "desk.approval" },
    counts: { errors: 1 },
  });
  expect(ended.error?.message).toMatch(/desk\.approval.*ok/);
});

test.each([
  ["{", "not JSON"],
  ["[1]", "object"],
  ['{"desk lookup": 1}', "not a step's path"],
  ['{"desk.x": 9007199254740993}', "exactly"],
])("a static_inputs.json that holds %s is named as a problem, and agents still load", async (text, words) => {
  home = await openTestConsole({ files: { "agents/desk.ts": desk, "static_inputs.json": text } });
  const [problem] = home.ctx.engine.project().problems;
  expect(problem).toMatchObject({ file: "static_inputs.json", error: expect.stringContaining(words) as string });
  expect((await home.runToEnd("desk")).status).toBe("completed");
});

test("runs of a dataset run have a directory when somebody asks for it", async () => {
  const gated = agentFile(
    "gated",
    `await ctx.step("gate", async () => { while (!existsSync(input)) await new Promise((resolve) => setTimeout(resolve, 5)); });`,
    'import { existsSync } from "node:fs";',
  );
  home = await openTestConsole({ files: { "agents/gated.ts": gated }, concurrency: 1 });
  const gate = join(home.home, "gate");
  const first = await home.caller.runs.start({ agentId: "gated", input: gate });
  await until(
    home.ctx.live,
    "runs",
    async () => (await home.caller.runs.get({ runId: first.run.runId })).run.status === "running",
  );
  const ofDataset = await home.caller.runs.start({ agentId: "gated", input: gate });
  await home.ctx.db.write([{ sql: "UPDATE runs SET dataset_run_id = 'd' WHERE id = ?", args: [ofDataset.run.runId] }]);
  await writeFile(gate, "");
  await home.endOf(ofDataset.run.runId);
  const last = await home.runToEnd("gated", gate);
  // Directories are written in the order in which runs end.
  await until(home.ctx.live, "runs", whole(join(runsDir(), last.runId)));
  expect(await readdir(runsDir())).not.toContain(ofDataset.run.runId);
  const { artifacts } = await listArtifacts({ ctx: home.ctx, input: { runId: ofDataset.run.runId, limit: 1000 } });
  expect(artifacts.map(({ path }) => path)).toContain("gated/gate/result.json");
});

test("a long list is paged, each file once", async () => {
  home = await openTestConsole({
    files: { "agents/many.ts": agentFile("many", `await ctx.map("each", Array.from({ length: 40 }), () => 1);`) },
  });
  const { runId } = await home.runToEnd("many");
  const all = (await listArtifacts({ ctx: home.ctx, input: { runId, limit: 1000 } })).artifacts.map(({ path }) => path);
  const paged: string[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await listArtifacts({ ctx: home.ctx, input: { runId, limit: 7, ...(cursor === undefined ? {} : { cursor }) } });
    paged.push(...page.artifacts.map(({ path }) => path));
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  expect(paged).toEqual(all);
  expect(all.length).toBeGreaterThan(120);
});
