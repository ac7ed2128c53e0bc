import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { appendFile, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { extract } from "tar-stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { agentFile, openTestConsole, until } from "@/server/testing/test-console";
import type { RunSummary } from "@/server/domain/run";
import { archiveRun } from "./archive-run";
import { listArtifacts } from "./list-artifacts";
import { readArtifact } from "./read-artifact";

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
  "agents/refuses.ts": agentFile(
    "refuses",
    `const said = [];
     for (const name of ["/etc/passwd", "../up", "a/../../b", "nul\\0", "a//b", "", "back\\\\slash", "x".repeat(256), "result.json", "a/outcome.json", ".trace/x"])
       await ctx.artifact(name, "x").then(() => said.push("kept " + name), (error) => said.push(error.code));
     await ctx.artifact("huge", new Uint8Array(50_000_001)).catch((error) => said.push(error.message));
     return said;`,
  ),
  "agents/own_files.ts": agentFile(
    "own_files",
    `writeFileSync(ctx.dirs.run + "/mine.txt", "by hand");
     symlinkSync("/etc", ctx.dirs.run + "/own_files");
     symlinkSync("/etc/hostname", ctx.dirs.run + "/link.txt");
     writeFileSync(ctx.dirs.globalData + "/shared.txt", "for all");
     await ctx.artifact("twice.bin", new Uint8Array([1]));
     const kept = await ctx.artifact("twice.bin", new Uint8Array([2, 0, 255]), { contentType: "application/x-thing" });
     return { kept, outcome: ctx.dirs.outcome ?? null, inputs: JSON.parse(readFileSync(ctx.dirs.staticInputs + "/static_inputs.json", "utf8")) };`,
    'import { readFileSync, symlinkSync, writeFileSync } from "node:fs";',
  ),
  "agents/gated.ts": agentFile(
    "gated",
    `await ctx.step("before", async () => { await ctx.artifact("a.txt", "a"); return 1; });
     await ctx.step("gate", async () => { while (!existsSync(input.gate)) await new Promise((resolve) => setTimeout(resolve, 5)); });
     return "through";`,
    'import { existsSync } from "node:fs";',
  ),
};

let home: Awaited<ReturnType<typeof openTestConsole>>;
beforeAll(async () => {
  home = await openTestConsole({ files });
});
afterAll(() => home.close());

const dirOf = (runId: string): string => join(home.home, "data/runs", runId);
const json = async (...path: string[]) => JSON.parse(await readFile(join(...path), "utf8")) as Record<string, never>;
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

describe("artifacts", () => {
  test("with a name that leaves the step's folder, or is one of the directory's own, are refused", async () => {
    const { result } = await home.runToEnd("refuses");
    const said = result?.data as string[];
    expect(said.slice(0, -1)).toEqual(Array.from({ length: 11 }, () => "ARTIFACT_REFUSED"));
    expect(said.at(-1)).toContain("50000001 bytes");
  });

  test("replace one another by name; the agent's own files stay, and nothing is written or read through its links", async () => {
    const run = await home.runToEnd("own_files");
    expect(run).toMatchObject({
      status: "completed",
      result: { data: { kept: { path: "own_files/twice.bin", bytes: 3 }, outcome: null, inputs: {} } },
    });
    const dir = await written(run);
    expect(await readFile(join(dir, "mine.txt"), "utf8")).toBe("by hand");
    expect(await readFile(join(home.home, "data/runs/global_data/shared.txt"), "utf8")).toBe("for all");
    expect([...(await readFile(join(dir, "own_files~/twice.bin")))]).toEqual([2, 0, 255]);
    const paths = await pathsOf(run.runId);
    expect(paths).toContain("mine.txt");
    expect(paths).not.toContain("link.txt");
    expect([...(await unpacked(run.runId)).keys()]).not.toContain(`${run.runId}/link.txt`);
    for (const path of ["link.txt", "own_files/hostname", "../x", "a//b", "/etc/hostname", "mine.txt/", "a\\b", "own_files~"])
      await expect(readArtifact({ ctx: home.ctx, input: { runId: run.runId, path } }), path).rejects.toThrow("has no file");
  });

  test("of steps a re-run takes over come along, and what runs again writes its own", async () => {
    const gate = join(home.home, "gate-rerun");
    await writeFile(gate, "");
    const { run } = await home.caller.runs.start({ agentId: "gated", input: { gate } });
    await home.endOf(run.runId);
    const again = await home.caller.runs.rerun({ runId: run.runId, fromPath: "gated.gate" });
    const ended = await home.endOf(again.run.runId);
    const dir = await written(ended);
    expect(await readFile(join(dir, "gated/before/a.txt"), "utf8")).toBe("a");
    expect(await json(dir, "gated/before/result.json")).toMatchObject({ reused: true });
    expect(await json(dir, ".trace/dad_metadata.json")).toMatchObject({
      rerun_info: { previous_run_id: run.runId, start_hierarchy_path: "gated.gate" },
    });
  });
});

test("what a crash left undone is done at the next start", async () => {
  const first = await openTestConsole({ files });
  const done = await first.runToEnd("desk");
  const gate = join(first.home, "gate-left");
  const { run } = await first.caller.runs.start({ agentId: "gated", input: { gate } });
  await writeFile(gate, "");
  await first.endOf(run.runId);
  await first.stop();
  const runs = join(first.home, "data/runs");
  // As a crash leaves it: rows there, files half there, and noted as not complete.
  await rm(join(runs, done.runId, ".trace/dad_metadata.json"), { force: true });
  await rm(join(runs, run.runId), { recursive: true, force: true });
  const noted = join(runs, ".unfinished");
  await appendFile(noted, `+${run.runId}\n`);
  const second = await openTestConsole({ dir: first.home });
  const whole = (runId: string) => existsSync(join(runs, runId, ".trace/dad_metadata.json"));
  await until(second.ctx.live, "runs", () => whole(done.runId) && whole(run.runId));
  await until(second.ctx.live, "runs", async () => (await readFile(noted, "utf8")).endsWith(`-${run.runId}\n`));
  expect(await json(join(runs, run.runId), "run_summary.json")).toMatchObject({ run_id: run.runId });
  await second.close();
});

test("symlinks put in place of our own files are replaced, not followed", async () => {
  const outside = join(home.home, "outside.txt");
  await writeFile(outside, "untouched");
  const run = await home.runToEnd("desk");
  const dir = await written(run);
  await rm(join(dir, ".trace/dad_metadata.json"));
  await rm(join(dir, "run_summary.json"));
  await symlink(outside, join(dir, "run_summary.json"));
  await pathsOf(run.runId);
  expect(await readFile(outside, "utf8")).toBe("untouched");
  expect(await json(dir, "run_summary.json")).toMatchObject({ run_id: run.runId });
});
