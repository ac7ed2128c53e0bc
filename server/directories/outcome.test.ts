import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { deleteRun } from "@/server/runs/delete-run";
import { agentFile, openTestConsole, until } from "@/server/testing/test-console";
import { getOutcome } from "./get-outcome";

const files = {
  "trackside.config.ts": `import { defineConfig } from "trackside"; export default defineConfig({ outcome: { name: "shop" } });`,
  "agents/writer.ts": agentFile(
    "writer",
    `await ctx.step("draft", { input: input.text }, (text) => { writeFileSync(ctx.dirs.outcome + "/draft.txt", text + "\\n"); });
     if (input.gate) await ctx.step("gate", async () => { while (!existsSync(input.gate)) await new Promise((resolve) => setTimeout(resolve, 5)); });
     await ctx.step("polish", () => appendFileSync(ctx.dirs.outcome + "/draft.txt", "polished " + ctx.run.id + "\\n"));
     return ctx.dirs.outcome;`,
    'import { appendFileSync, existsSync, writeFileSync } from "node:fs";',
  ),
  "agents/idle.ts": agentFile("idle", "return 1;"),
};

let home: Awaited<ReturnType<typeof openTestConsole>>;
beforeEach(async () => {
  home = await openTestConsole({ files });
});
afterEach(() => home.close());

const repository = (): string => join(home.home, "data/runs/outcome/shop");
const git = (...args: string[]): string => execFileSync("git", args, { cwd: repository(), encoding: "utf8" });
const worktreeOf = (runId: string): string => join(home.home, "data/runs/outcome/.worktrees/shop", runId);
const outcomeOf = async (runId: string, against?: string) =>
  (await getOutcome({ ctx: home.ctx, input: { runId, ...(against === undefined ? {} : { against }) } })).outcome;
const branches = (): string[] => git("branch", "--format=%(refname:short)").split("\n").filter(Boolean);

async function settled(runId: string): Promise<void> {
  await until(home.ctx.live, "runs", () => existsSync(join(home.home, "data/runs", runId, ".trace/dad_metadata.json")));
}

test("what runs at once leave is on branches of their own, committed in our name, and can be compared", async () => {
  const texts = ["one", "two", "three"];
  const runs = await Promise.all(texts.map((text) => home.runToEnd("writer", { text })));
  for (const [at, { runId, status, error }] of runs.entries()) {
    expect(status, error?.message).toBe("completed");
    await settled(runId);
    expect(git("show", `run/${runId}:draft.txt`)).toBe(`${texts[at]}\npolished ${runId}\n`);
    expect(git("log", "-1", "--format=%an %s", `run/${runId}`)).toBe(`Trackside Run ${runId}: completed\n`);
    expect(existsSync(worktreeOf(runId))).toBe(false);
    const outcome = await outcomeOf(runId);
    expect(outcome?.files).toEqual([{ path: "draft.txt", change: "added", addedLines: 2, removedLines: 0 }]);
    expect(outcome?.diff).toContain(`+${texts[at]}`);
  }
  const [one, two] = runs.map(({ runId }) => runId);
  const diff = await outcomeOf(two ?? "", one);
  expect(diff?.files).toEqual([{ path: "draft.txt", change: "changed", addedLines: 2, removedLines: 2 }]);
  expect(diff?.diff).toContain("-one\n");
  expect(diff?.diff).toContain("+two\n");
});

test("a run that does not use it gets no branch; a re-run from a path goes on from its source's", async () => {
  const idle = await home.runToEnd("idle");
  await settled(idle.runId);
  expect(await outcomeOf(idle.runId)).toBeNull();
  const source = await home.runToEnd("writer", { text: "first" });
  const { run } = await home.caller.runs.rerun({ runId: source.runId, fromPath: "writer.polish" });
  await home.endOf(run.runId);
  await settled(run.runId);
  expect(git("show", `run/${run.runId}:draft.txt`)).toBe(`first\npolished ${source.runId}\npolished ${run.runId}\n`);
  expect((await outcomeOf(run.runId))?.files).toEqual([{ path: "draft.txt", change: "changed", addedLines: 1, removedLines: 0 }]);
  expect(branches().toSorted()).toEqual(["main", `run/${source.runId}`, `run/${run.runId}`].toSorted());
  await deleteRun({ ctx: home.ctx, input: { runId: source.runId } });
  expect(branches()).not.toContain(`run/${source.runId}`);
});

test("a run whose host dies goes on in the same working tree, and what it has there is seen before it ends", async () => {
  const gate = join(home.home, "gate");
  const { run } = await home.caller.runs.start({ agentId: "writer", input: { text: "kept", gate } });
  await until(home.ctx.live, "runs", async () =>
    (await home.caller.runs.steps({ runId: run.runId })).steps.some(({ name }) => name === "gate"),
  );
  expect((await outcomeOf(run.runId))?.diff).toContain("+kept");
  process.kill(home.ctx.engine.host().pid ?? 0, "SIGKILL");
  await writeFile(gate, "");
  const ended = await home.endOf(run.runId);
  expect(ended).toMatchObject({ status: "completed", recoveries: 1 });
  await settled(run.runId);
  expect(git("show", `run/${run.runId}:draft.txt`)).toBe(`kept\npolished ${run.runId}\n`);
});

test("a working tree whose run ended in a crash of the console is committed at the next start", async () => {
  const { runId } = await home.runToEnd("writer", { text: "late" });
  await settled(runId);
  await home.stop();
  execFileSync("git", ["worktree", "add", "--quiet", worktreeOf(runId), `run/${runId}`], { cwd: repository() });
  await writeFile(join(worktreeOf(runId), "left.txt"), "left behind");
  home = await openTestConsole({ dir: home.home });
  await until(home.ctx.live, "runs", () => !existsSync(worktreeOf(runId)));
  expect(git("show", `run/${runId}:left.txt`)).toBe("left behind");
  expect(await readFile(join(home.home, "data/runs", runId, "run_summary.json"), "utf8")).toContain(runId);
});
