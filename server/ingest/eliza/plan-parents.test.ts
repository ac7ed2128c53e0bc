import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askRest } from "@/server/testing/ask-rest";
import { elizaAgent, elizaTime as at, newElizaIds, runDetail, sendLogs } from "@/server/testing/eliza-logs";
import { messageRows, type LogRow } from "@/server/testing/eliza-rows";
import { agentFile, openTestConsole } from "@/server/testing/test-console";
import { readUndrawn } from "../undrawn-store";

let console: Awaited<ReturnType<typeof openTestConsole>>;
beforeAll(async () => {
  console = await openTestConsole({ files: { "agents/shop.ts": agentFile("shop", "return 1;") } });
});
afterAll(() => console.close());

const ended = (runId: string, parentRunId: string, more: LogRow["body"] = {}): LogRow => ({
  type: "action",
  body: { runId, parentRunId, action: "REPLY", ...more },
  createdAt: at,
});

describe("a row that says whose plan it is of", () => {
  test.each(["../../../../etc/x", "a/b", "..", "q?x#y", "x".repeat(5000), "\ud800abc", "abc\udc00", "a\0b"])(
    "is ignored where that is no run's id: %j",
    async (parentRunId) => {
      const [runId, planId] = newElizaIds();
      const taken = await sendLogs(console.ctx, [ended(planId, parentRunId), ...messageRows(runId, planId, at)]);
      expect(taken.body).toMatchObject({
        added: 11,
        ignored: [
          {
            why: "body.parentRunId cannot be a run's id here: that is up to 200 of A-Z a-z 0-9 _ -.",
            rows: 1,
            first: "logs.0",
          },
        ],
      });
      const { body } = await askRest<{ runs: { runId: string }[] }>(console.ctx, "GET", "/api/runs?limit=100");
      expect(body.runs.filter((run) => run.runId === parentRunId)).toEqual([]);
      expect((await runDetail(console.ctx, runId)).summary.counts.actions).toBe(2);
      expect(await readUndrawn(console.ctx.db)).toEqual([]);
    },
  );

  test("is ignored where that run was made here, or is another agent's", async () => {
    const made = await console.runToEnd("shop");
    const [runId, planId] = newElizaIds();
    await sendLogs(console.ctx, messageRows(runId, planId, at));
    const [, otherPlan] = newElizaIds();
    for (const [parentRunId, owner] of [
      [made.runId, "shop"],
      [runId, elizaAgent],
    ] as const) {
      const taken = await sendLogs(console.ctx, [ended(otherPlan, parentRunId)], "someone-else");
      const why = `body.parentRunId names the run ${parentRunId}, which is one of ${owner} already and not made by ElizaOS for this agent.`;
      expect(taken.body).toMatchObject({ added: 0, ignored: [{ why, rows: 1, first: "logs.0" }] });
    }
    // Also where the agents have one name: the run is still not ElizaOS's.
    const ofShop = await sendLogs(console.ctx, [ended(otherPlan, made.runId)], "shop");
    expect(ofShop.body).toMatchObject({ added: 0, ignored: [{ rows: 1 }] });
    expect(await readUndrawn(console.ctx.db)).toEqual([]);
    expect((await sendLogs(console.ctx, [ended(otherPlan, runId)])).body).toMatchObject({ added: 1, ignored: [] });
    expect((await runDetail(console.ctx, runId)).summary.counts.actions).toBe(3);
  });
});
