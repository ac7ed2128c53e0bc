import fc from "fast-check";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { calmly } from "@/server/live/calmly";
import { streamEvents } from "@/server/runs/stream-events";
import { askRest } from "@/server/testing/ask-rest";
import { elizaAgent, elizaTime, newElizaIds, runDetail, sendLogs } from "@/server/testing/eliza-logs";
import { messageRows } from "@/server/testing/eliza-rows";
import { agentFile, openTestConsole, until } from "@/server/testing/test-console";
import { keepLogs, keepPlans, markWithParents } from "../eliza-store";
import { readUndrawn } from "../undrawn-store";
import { readLogRows } from "./read-log-rows";

type Console = Awaited<ReturnType<typeof openTestConsole>>;
let console: Console;
beforeAll(async () => {
  console = await openTestConsole();
});
afterAll(() => console.close());

const send = (logs: unknown, agent?: string) => sendLogs(console.ctx, logs, agent);
const detailOf = (runId: string, agent?: string) => runDetail(console.ctx, runId, agent);

describe("ElizaOS's logs", () => {
  test("in any order, in any parts and twice, are the same run", async () => {
    const [runId, planId] = newElizaIds();
    const rows = messageRows(runId, planId, elizaTime);
    const shown = async () => {
      const { summary, events } = await detailOf(runId);
      return { summary, events: events.map((event) => ({ ...event, seq: 0 })) };
    };
    await send(rows);
    const expected = await shown();
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat(999)), async (dice) => {
        const roll = (): number => Number(dice.next().value);
        await askRest(console.ctx, "DELETE", `/api/agents/${elizaAgent}/runs/${runId}`);
        const order = [...rows, ...rows.filter(() => roll() < 300)]
          .map((row) => ({ row, at: roll() }))
          .toSorted((a, b) => a.at - b.at);
        for (let from = 0; from < order.length;) {
          const to = from + 1 + (roll() % 6);
          expect((await send(order.slice(from, to).map(({ row }) => row))).status).toBe(200);
          from = to;
        }
        expect(await shown()).toEqual(expected);
        const again = await send(rows.toReversed());
        expect(again.body).toMatchObject({ added: 0, known: rows.length });
        expect(await shown()).toEqual(expected);
        expect((await detailOf(planId)).status).toBe(404);
      }),
      { numRuns: 10 },
    );
  }, 60_000);

  test("are still the same after the console was stopped in between", async () => {
    const [runId, planId] = newElizaIds();
    const rows = messageRows(runId, planId, elizaTime);
    await send(rows.slice(0, 4));
    expect((await detailOf(runId)).summary).toMatchObject({ status: "running", recoveries: 0 });
    await console.stop();
    console = await openTestConsole({ dir: console.home });
    expect((await detailOf(runId)).summary.status).toBe("running");
    await send(rows.slice(4));
    expect((await detailOf(runId)).summary).toMatchObject({ status: "completed", counts: { actions: 2, modelCalls: 3 } });
  });

  test("of an agent the project has stand with its own runs, and that agent stays what it is", async () => {
    await console.stop();
    await writeFile(join(console.projectDir, "agents/shop.ts"), agentFile("shop", "return 1;"));
    console = await openTestConsole({ dir: console.home });
    const [runId, planId] = newElizaIds();
    await send(messageRows(runId, planId, elizaTime), "shop");
    const own = await console.runToEnd("shop");
    const { agents } = await console.caller.agents.list();
    expect(agents.map(({ id, kind, runnable }) => [id, kind, runnable])).toEqual([
      [elizaAgent, "imported", false],
      ["shop", "code", true],
    ]);
    const { runs } = await console.caller.runs.list({ agentId: ["shop"] });
    expect(runs.map((run) => [run.runId, run.origin, run.agentRevision === own.agentRevision])).toEqual([
      [own.runId, undefined, true],
      [runId, "elizaos", false],
    ]);
    await expect(console.caller.runs.rerun({ runId })).rejects.toThrow(/made by ElizaOS and cannot be run again here/);
    await expect(console.caller.runs.start({ agentId: elizaAgent, input: 1 })).rejects.toThrow(/ElizaOS told of its runs/);
  });

  test("that were kept before a crash, and not drawn, are drawn at the next start", async () => {
    const [runId, planId] = newElizaIds();
    const rows = await calmly(readLogRows(JSON.stringify({ logs: messageRows(runId, planId, elizaTime) }), elizaTime));
    const kept = rows.flatMap((row) => ("ignored" in row ? [] : [row]));
    await console.ctx.db.write([
      keepLogs(elizaAgent, kept),
      keepPlans([{ runId: planId, parentRunId: runId }]),
      markWithParents([...new Set(kept.map((row) => row.runId))]),
    ]);
    expect((await detailOf(runId)).status).toBe(404);
    await console.stop();
    console = await openTestConsole({ dir: console.home });
    await until(console.ctx.live, "runs", async () => (await detailOf(runId)).status === 200);
    expect((await detailOf(runId)).summary.counts).toMatchObject({ actions: 2, modelCalls: 3 });
    await until(console.ctx.live, "runs", async () => (await readUndrawn(console.ctx.db)).length === 0);
  });

  test("reach who follows the run's events, to its end", async () => {
    const [runId, planId] = newElizaIds();
    const [begin, ...rest] = messageRows(runId, planId, elizaTime);
    await send([begin]);
    const followed: string[] = [];
    const following = (async () => {
      const events = streamEvents({ ctx: console.ctx, runId, after: 0, signal: AbortSignal.timeout(20_000) });
      for await (const { type } of events) {
        followed.push(type);
        if (type === "RUN_STARTED") await send(rest.slice(3));
        if (type === "EVALUATOR_COMPLETED") await send(rest.slice(0, 3));
      }
    })();
    await following;
    expect(followed.at(-1)).toBe("RUN_ENDED");
    expect(new Set(followed)).toEqual(new Set((await detailOf(runId)).events.map(({ type }) => type)));
  });
});
