import { afterEach, describe, expect, test } from "vitest";
import { hasEnded } from "@/server/domain/run-status";
import { statusTopic } from "@/server/live/bus";
import { deleteRun } from "@/server/runs/delete-run";
import { agentFile, openTestConsole, until } from "@/server/testing/test-console";

type TestConsole = Awaited<ReturnType<typeof openTestConsole>>;
const open: TestConsole[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});
async function openWith(files: Record<string, string>, options: { dir?: string; concurrency?: number } = {}) {
  const one = await openTestConsole({ files, ...options });
  open.push(one);
  return one;
}

const childrenOf = async (one: TestConsole, runId: string) =>
  (await one.caller.runs.list({ limit: 100 })).runs.filter((run) => run.parentRunId === runId);

async function waitFor(one: TestConsole, runId: string, status: string): Promise<void> {
  await until(one.ctx.live, "runs", async () => (await one.caller.runs.get({ runId })).run.status === status);
}

const doubling = agentFile(
  "double",
  `await ctx.log("doubling"); await new Promise((r) => setTimeout(r, 50)); return input.n * 2;`,
);
const asking = agentFile(
  "ask",
  `const { ok } = await ctx.input("may_i", { schema: z.object({ ok: z.boolean() }) }); return ok ? "yes" : "no";`,
);

describe("a run that starts another agent's run", () => {
  test("gets its result, and the other is a run of its own below it", async () => {
    const one = await openWith({
      "agents/double.ts": doubling,
      "agents/parent.ts": agentFile(
        "parent",
        `return ctx.flow("main", async () => [ctx.run.id, await ctx.run("double", { n: 4 }), await ctx.run(double, { n: 5 })]);`,
        `import double from "./double";`,
      ),
    });
    const run = await one.runToEnd("parent");
    expect(run.result?.data).toEqual([run.runId, 8, 10]);
    const children = await childrenOf(one, run.runId);
    expect(children.map((child) => [child.agentId, child.status])).toEqual([
      ["double", "completed"],
      ["double", "completed"],
    ]);
    const { steps } = await one.caller.runs.steps({ runId: run.runId });
    const started = steps.filter((step) => step.kind === "agent" && step.parentId !== undefined);
    expect(started.map((step) => step.path)).toEqual(["parent.main.double", "parent.main.double#2"]);
    const named = started.map((step) => step.attributes?.["childRun"]);
    expect(named).toEqual(expect.arrayContaining(children.map(({ runId, agentId }) => ({ runId, agentId }))));
  });

  test("does not keep those it waits for from their places, however deep", async () => {
    const one = await openWith(
      {
        "agents/deep.ts": agentFile(
          "deep",
          `if (input.left === 0) return 1;
           const parts = await Promise.all([1, 2].map((part) => ctx.run("deep", { left: input.left - 1, part })));
           return parts[0] + parts[1];`,
        ),
      },
      { concurrency: 1 },
    );
    expect((await one.runToEnd("deep", { left: 4 })).result?.data).toBe(16);
  });

  test("hears why one cannot start, and how one failed", async () => {
    const one = await openWith({
      "agents/fails.ts": agentFile("fails", `await ctx.step("look", () => { throw new Error("no such order"); });`),
      "agents/picky.ts": `import { defineAgent } from "trackside"; import { z } from "zod";
        export default defineAgent({ id: "picky", input: z.object({ n: z.number() }), run: () => 1 });`,
      "agents/parent.ts": agentFile(
        "parent",
        `const said = async (id, given) => { try { return await ctx.run(id, given); } catch (error) { return error.code + "|" + error.message; } };
         return [await said("fails"), await said("nobody"), await said("picky", { n: "x" })];`,
      ),
      "agents/endless.ts": agentFile("endless", `return ctx.run("endless");`),
    });
    const { result } = await one.runToEnd("parent");
    expect(result?.data).toEqual([
      expect.stringMatching(/^CHILD_RUN_ERROR\|Run run_\w+ of fails ended as error: no such order/),
      expect.stringMatching(/^CHILD_RUN_REFUSED\|.*nobody/),
      expect.stringMatching(/^CHILD_RUN_REFUSED\|.*input\.n/),
    ]);
    const endless = await one.runToEnd("endless");
    expect(endless.error?.message).toMatch(/32 deep/);
  });

  test("is cancelled with all that it started", async () => {
    const one = await openWith({
      "agents/slow.ts": agentFile("slow", `await new Promise(() => {});`),
      "agents/middle.ts": agentFile("middle", `return ctx.run("slow");`),
      "agents/parent.ts": agentFile("parent", `return Promise.all([ctx.run("middle"), ctx.run("slow")]);`),
    });
    const { run } = await one.caller.runs.start({ agentId: "parent", input: null });
    await until(one.ctx.live, "runs", async () => {
      const { runs } = await one.caller.runs.list({ status: ["running"] });
      return runs.length === 4;
    });
    await one.caller.runs.cancel({ runId: run.runId });
    await until(one.ctx.live, "runs", async () => (await one.caller.runs.list({})).runs.every((each) => hasEnded(each.status)));
    const { runs } = await one.caller.runs.list({});
    expect(runs.map((each) => each.status)).toEqual(Array.from({ length: 4 }, () => "cancelled"));
  });

  test("hears of the other's end also where that comes before its own code has come to it again", async () => {
    const one = await openWith({
      "agents/ask.ts": asking,
      "agents/parent.ts": agentFile(
        "parent",
        `await new Promise((resolve) => setTimeout(resolve, 400)); return "said " + (await ctx.run("ask"));`,
      ),
    });
    const { run } = await one.caller.runs.start({ agentId: "parent", input: null });
    await waitFor(one, run.runId, "waiting");
    const [child] = await childrenOf(one, run.runId);
    await one.caller.runs.answer({ runId: child?.runId ?? "", path: "ask.may_i", value: { ok: true } });
    await waitFor(one, run.runId, "completed");
    expect((await one.endOf(run.runId)).result?.data).toBe("said yes");
  });

  test("waits while the other waits for a person, over a restart, and goes on with its answer", async () => {
    const files = {
      "agents/ask.ts": asking,
      "agents/parent.ts": agentFile("parent", `return "said " + (await ctx.run("ask"));`),
    };
    const first = await openWith(files);
    const { run } = await first.caller.runs.start({ agentId: "parent", input: null });
    await waitFor(first, run.runId, "waiting");
    await first.stop();
    open.length = 0;
    const second = await openWith(files, { dir: first.home });
    const [child] = await childrenOf(second, run.runId);
    expect(child?.status).toBe("waiting");
    const answered = { runId: child?.runId ?? "", path: "ask.may_i", value: { ok: true } };
    await second.caller.runs.answer(answered);
    const key = (await second.ctx.db.read.query.runs.findMany()).find((row) => row.id === run.runId)?.key ?? 0;
    await until(second.ctx.live, statusTopic(key), async () =>
      hasEnded((await second.caller.runs.get({ runId: run.runId })).run.status),
    );
    expect((await second.endOf(run.runId)).result?.data).toBe("said yes");
    expect(await childrenOf(second, run.runId)).toHaveLength(1);
  });

  test("starts it once, also when its host is killed in between, and gives it its place again", async () => {
    const files = {
      "agents/slow.ts": agentFile("slow", `await ctx.step("rest", () => new Promise((r) => setTimeout(r, 400))); return 7;`),
      "agents/deep.ts": agentFile("deep", `return input === 0 ? ctx.run("slow") : ctx.run("deep", input - 1);`),
      "agents/parent.ts": agentFile("parent", `return ctx.run("deep", 4);`),
    };
    const one = await openWith(files, { concurrency: 1 });
    const { run } = await one.caller.runs.start({ agentId: "parent", input: null });
    await until(one.ctx.live, "runs", async () => {
      const { runs } = await one.caller.runs.list({ agentId: ["slow"] });
      return runs[0]?.status === "running";
    });
    process.kill(one.ctx.engine.host().pid ?? 0, "SIGKILL");
    const ended = await one.endOf(run.runId);
    expect([ended.status, ended.result?.data]).toEqual(["completed", 7]);
    expect(await childrenOf(one, run.runId)).toHaveLength(1);
  });

  test("comes before what nobody waits for: no more begin than can work", async () => {
    const one = await openWith(
      {
        "agents/slow.ts": agentFile("slow", `await ctx.step("rest", () => new Promise((r) => setTimeout(r, 5)));`),
        "agents/parent.ts": agentFile(
          "parent",
          `const all = (globalThis.all ??= { now: 0, most: 0 });
           all.most = Math.max(all.most, ++all.now);
           await ctx.run("slow");
           all.now--;
           return all.most;`,
        ),
      },
      { concurrency: 4 },
    );
    const runs = await Promise.all(Array.from({ length: 80 }, () => one.runToEnd("parent")));
    const most = Math.max(...runs.map(({ result }) => Number(result?.data)));
    expect(most).toBeLessThan(40);
  });

  test("is told of its end, and its own are cancelled, once what could not be written can be", async () => {
    const one = await openWith({
      "agents/ask.ts": asking,
      "agents/parent.ts": agentFile("parent", `return ctx.run("ask");`),
    });
    const { db } = one.ctx;
    /** The database takes nothing of this kind for a moment; both ends must come all the same. */
    const whileRefusing = async (when: string, work: () => Promise<unknown>): Promise<void> => {
      await db.write([{ sql: `CREATE TRIGGER refuses BEFORE UPDATE ON ${when} BEGIN SELECT raise(ABORT, 'no'); END`, args: [] }]);
      await work();
      await new Promise((resolve) => setTimeout(resolve, 100));
      await db.write([{ sql: "DROP TRIGGER refuses", args: [] }]);
    };
    const startOne = async () => {
      const { run } = await one.caller.runs.start({ agentId: "parent", input: null });
      await waitFor(one, run.runId, "waiting");
      const [child] = await childrenOf(one, run.runId);
      return { parent: run.runId, child: child?.runId ?? "" };
    };
    const told = await startOne();
    await whileRefusing("steps WHEN old.kind = 'agent' AND old.parent IS NOT NULL", () =>
      one.caller.runs.cancel({ runId: told.child }),
    );
    await waitFor(one, told.parent, "error");
    const left = await startOne();
    await whileRefusing("runs WHEN old.parent_run_id IS NOT NULL", () => one.caller.runs.cancel({ runId: left.parent }));
    await waitFor(one, left.child, "cancelled");
    const { run } = await one.caller.runs.get({ runId: told.parent });
    expect(run.error?.code).toBe("CHILD_RUN_CANCELLED");
  });

  test("does not wait while the other works, whenever the answer came", async () => {
    const one = await openWith({
      "agents/ask.ts": agentFile(
        "ask",
        `await ctx.input("may_i", { schema: z.boolean() }); await ctx.step("work", () => new Promise(() => {}));`,
      ),
      "agents/parent.ts": agentFile("parent", `return ctx.run("ask");`),
    });
    const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    const both = async (runId: string) => {
      const rows = await one.ctx.db.read.query.runs.findMany();
      const child = rows.find((row) => row.parentRunId === runId);
      return { parent: rows.find((row) => row.id === runId)?.status, child: child?.status, childId: child?.id ?? "" };
    };
    // A parent is put down some 40 ms after it has heard that the other waits: answers just then.
    for (let ms = 34; ms < 46; ms++) {
      const { run } = await one.caller.runs.start({ agentId: "parent", input: null });
      while ((await both(run.runId)).child !== "waiting") await rest(1);
      await rest(ms);
      await one.caller.runs.answer({ runId: (await both(run.runId)).childId, path: "ask.may_i", value: true });
      await until(one.ctx.live, "runs", async () => {
        const { parent, child } = await both(run.runId);
        return parent === "running" && child === "running";
      });
      await one.caller.runs.cancel({ runId: run.runId });
      expect((await both(run.runId)).parent).toBe("cancelled");
    }
  });

  test("cannot be deleted before its result is taken: it would be started anew", async () => {
    const one = await openWith({
      "agents/double.ts": doubling,
      "agents/parent.ts": agentFile("parent", `return ctx.run("double", { n: input });`),
    });
    const { run } = await one.caller.runs.start({ agentId: "parent", input: 4 });
    const key = (await one.ctx.db.read.query.runs.findMany())[0]?.key ?? 0;
    let children: Awaited<ReturnType<typeof childrenOf>> = [];
    await until(one.ctx.live, "runs", async () => (children = await childrenOf(one, run.runId)).length > 0);
    const runId = children[0]?.runId ?? "";
    await one.ctx.engine.inTurn(key, async () => {
      await waitFor(one, runId, "completed");
      await expect(deleteRun({ ctx: one.ctx, input: { runId } })).rejects.toThrow(/has not taken its result yet/);
    });
    expect((await one.endOf(run.runId)).result?.data).toBe(8);
    await deleteRun({ ctx: one.ctx, input: { runId } });
  });
});
