import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { extract } from "tar-stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { agentFile, openTestConsole, until } from "@/server/testing/test-console";
import { deleteRun } from "@/server/runs/delete-run";
import type { RunSummary } from "@/server/domain/run";
import { archiveRun } from "./archive-run";
import { listArtifacts } from "./list-artifacts";

const files = {
  "agents/desk.ts": agentFile(
    "desk",
    `await ctx.plan("look, then decide");
     return ctx.flow("main_flow", async () => {
       const order = await ctx.step("lookup", { kind: "tool", input: { order: 8841 } }, () => ({ item: "Kettle", note: "é 🚀" }));
       await ctx.step("ask_model", { kind: "model", input: { model: "m1", temperature: 0, messages: [{ role: "user", content: "hi" }] } }, () => ({ text: "yes" }));
       await ctx.step("write", async () => { await ctx.artifact("reports/one.html", "<script>alert(1)</script>"); });
       await ctx.log("done", { n: 1 });
       return order;
     });`,
  ),
  "agents/awkward.ts": agentFile(
    "awkward",
    `const deep = (level) => level === 0 ? 1 : ctx.flow("level_" + level, () => deep(level - 1));
     await deep(130);
     const long = (level) => level === 0 ? 1 : ctx.flow("x".repeat(10_000), () => long(level - 1));
     await long(5);
     for (const name of ["Same", "same", "SAME", "result.json", "..", "con", "a/b", ""]) await ctx.step(name, () => ctx.artifact("kept.txt", name));
     return null;`,
  ),
  "agents/gated.ts": agentFile(
    "gated",
    `await ctx.step("before", async () => { await ctx.artifact("a.txt", "a"); return 1; });
     await ctx.step("gate", async () => { while (!existsSync(input.gate)) await new Promise((resolve) => setTimeout(resolve, 5)); });
     return "through";`,
    'import { existsSync } from "node:fs";',
  ),
  "agents/fails.ts": agentFile(
    "fails",
    `await ctx.step("break", { kind: "tool" }, () => { throw new TypeError("no such order"); });`,
  ),
};

let home: Awaited<ReturnType<typeof openTestConsole>>;
beforeAll(async () => {
  home = await openTestConsole({ files });
});
afterAll(() => home.close());

const dirOf = (runId: string): string => join(home.home, "data/runs", runId);
const json = async (...path: string[]) => JSON.parse(await readFile(join(...path), "utf8")) as Record<string, never>;
const lines = async (...path: string[]) =>
  (await readFile(join(...path), "utf8"))
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, never>);
const isComplete = (runId: string) => existsSync(join(dirOf(runId), ".trace/dad_metadata.json"));
const pathsOf = async (runId: string) =>
  (await listArtifacts({ ctx: home.ctx, input: { runId, limit: 1000 } })).artifacts.map(({ path }) => path);

async function written({ runId }: Pick<RunSummary, "runId">): Promise<string> {
  await until(home.ctx.live, "runs", () => isComplete(runId));
  return dirOf(runId);
}

async function unpacked(runId: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const tar = extract();
  tar.on("entry", (header, stream, next) => {
    const hash = createHash("sha256");
    stream.on("data", (chunk) => hash.update(chunk as Buffer));
    stream.on("end", () => {
      found.set(header.name, hash.digest("hex"));
      next();
    });
  });
  await pipeline(await archiveRun({ ctx: home.ctx, input: { runId } }), createGunzip(), tar);
  return found;
}

describe("the directory of a run", () => {
  test("is there within 2 s of its end, with the files and fields it is known for", async () => {
    const run = await home.runToEnd("desk");
    const endedAt = Date.now();
    const dir = await written(run);
    expect(Date.now() - endedAt).toBeLessThan(2000);
    expect(await json(dir, ".trace/dad_metadata.json")).toMatchObject({
      run_id: run.runId,
      status: "completed",
      error: null,
      rerun_info: null,
    });
    expect(await json(dir, "run_summary.json")).toMatchObject({
      run_id: run.runId,
      execution_id: expect.stringMatching(/^dadex-/) as string,
      root_component_id: "desk",
      agg_usage_cost: null,
      agg_usage_total_tokens: null,
    });
    expect(await json(dir, "desk/main_flow/lookup/result.json")).toMatchObject({
      executable_type: "tool",
      node_identifier: "desk.main_flow.lookup",
      execution_status: "completed",
      input: { order: 8841 },
      outcome: { item: "Kettle", note: "é 🚀" },
      error: null,
      errors: [],
      usage_cost: null,
    });
    expect(await json(dir, "desk/main_flow/lookup/outcome.json")).toEqual({ item: "Kettle", note: "é 🚀" });
    expect(await json(dir, "desk/main_flow/ask_model/state.json")).toMatchObject({ model: "m1", temperature: 0 });
    expect(await json(dir, "desk/main_flow/component_result.json")).toMatchObject({ execution_status: "completed" });
    expect(await json(dir, "static_inputs/static_inputs.json")).toEqual({});
    expect(await readFile(join(dir, "desk/main_flow/write/reports/one.html"), "utf8")).toContain("<script>");
  });

  test("has a trace whose spans hang together, with metrics and logs", async () => {
    const run = await home.runToEnd("desk");
    const dir = await written(run);
    const spans = (await lines(dir, ".trace/trace.jsonl")) as unknown as {
      name: string;
      context: { trace_id: string; span_id: string };
      parent_id: string | null;
      start_time: string;
      end_time: string;
      status: { status_code: string };
      attributes: Record<string, unknown>;
    }[];
    expect(spans.map(({ name }) => name)).toEqual(["desk", "main_flow", "lookup", "ask_model", "write"]);
    const ids = new Map(spans.map((span) => [span.context.span_id, span.name]));
    expect(ids.size).toBe(5);
    expect(spans.map(({ parent_id: parent }) => parent && ids.get(parent))).toEqual([
      null,
      "desk",
      "main_flow",
      "main_flow",
      "main_flow",
    ]);
    for (const { context, start_time, end_time, status } of spans) {
      expect(context.trace_id).toBe(spans[0]?.context.trace_id);
      expect(context.trace_id).toMatch(/^0x[0-9a-f]{32}$/);
      expect(context.span_id).toMatch(/^0x[0-9a-f]{16}$/);
      expect(start_time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
      expect(end_time >= start_time).toBe(true);
      expect(status.status_code).toBe("OK");
    }
    expect(spans[3]?.attributes).toMatchObject({ "gen_ai.operation.name": "chat", "gen_ai.request.temperature": 0 });
    const logs = await lines(dir, ".trace/logs.jsonl");
    expect(logs.map((log) => log["body"])).toEqual(["look, then decide", { message: "done", data: { n: 1 } }]);
    expect(logs.map((log) => ids.get(log["span_id"] ?? ""))).toEqual(["desk", "main_flow"]);
    const metrics = await lines(dir, ".trace/metrics.jsonl");
    expect(metrics.map((metric) => metric["name"])).toEqual(["trackside.run.duration", "trackside.step.duration"]);
  });

  test("of a failed run says what failed", async () => {
    const dir = await written(await home.runToEnd("fails"));
    expect(await json(dir, "fails/break/result.json")).toMatchObject({ execution_status: "failed", error: "no such order" });
    const metadata = await json(dir, ".trace/dad_metadata.json");
    expect(metadata).toMatchObject({ status: "error", error: { code: "TypeError", path: "fails.break" } });
    const [, span] = await lines(dir, ".trace/trace.jsonl");
    expect(span).toMatchObject({
      status: { status_code: "ERROR", description: "no such order" },
      events: [{ name: "exception", attributes: { "exception.type": "TypeError" } }],
    });
  });

  test("holds 130 levels, names of 10,000 characters, names equal but for case, and names of its own files", async () => {
    const run = await home.runToEnd("awkward");
    expect(run.status).toBe("completed");
    await written(run);
    const paths = await pathsOf(run.runId);
    expect(paths.filter((path) => path.endsWith("/result.json"))).toHaveLength(run.counts.steps);
    expect(paths.filter((path) => path.endsWith("/kept.txt"))).toHaveLength(8);
    expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(paths.length);
    expect(paths).toContain("awkward/Same/kept.txt");
    // The host knew where its console would put them.
    for (const path of paths.filter((each) => each.endsWith("/kept.txt")))
      expect(paths).toContain(path.replace("kept.txt", "result.json"));
  });

  test("is archived as it is, under the run's id", async () => {
    for (const agentId of ["desk", "awkward"]) {
      const run = await home.runToEnd(agentId);
      const dir = await written(run);
      const archived = await unpacked(run.runId);
      const listed = await pathsOf(run.runId);
      expect([...archived.keys()].toSorted()).toEqual(listed.map((path) => `${run.runId}/${path}`).toSorted());
      for (const path of listed)
        expect(archived.get(`${run.runId}/${path}`)).toBe(
          createHash("sha256")
            .update(await readFile(join(dir, path)))
            .digest("hex"),
        );
    }
  });

  test("goes with its run", async () => {
    const run = await home.runToEnd("desk");
    const dir = await written(run);
    await deleteRun({ ctx: home.ctx, input: { runId: run.runId } });
    expect(existsSync(dir)).toBe(false);
    await expect(listArtifacts({ ctx: home.ctx, input: { runId: run.runId, limit: 10 } })).rejects.toThrow("There is no run");
  });

  test("of a run under way is as the run is now", async () => {
    const gate = join(home.home, "gate-live");
    const { run } = await home.caller.runs.start({ agentId: "gated", input: { gate } });
    await until(home.ctx.live, "runs", async () => (await pathsOf(run.runId)).includes("gated/before/a.txt"));
    await until(home.ctx.live, "runs", async () => (await pathsOf(run.runId)).includes("gated/gate/result.json"));
    expect(await json(dirOf(run.runId), "gated/gate/result.json")).toMatchObject({ execution_status: "running" });
    expect(await json(dirOf(run.runId), ".trace/dad_metadata.json")).toMatchObject({ status: "running" });
    await writeFile(gate, "");
    await home.endOf(run.runId);
    await until(
      home.ctx.live,
      "runs",
      async () => (await json(dirOf(run.runId), ".trace/dad_metadata.json"))["status"] === "completed",
    );
    expect(await json(dirOf(run.runId), "gated/gate/result.json")).toMatchObject({ execution_status: "completed" });
  });
});
