import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunPage } from "@/server/domain/run";
import { askRest } from "@/server/testing/ask-rest";
import { elizaAgent as agent, elizaTime as at, newElizaIds as newIds, runDetail, sendLogs } from "@/server/testing/eliza-logs";
import { messageRows, type LogRow } from "@/server/testing/eliza-rows";
import { openTestConsole } from "@/server/testing/test-console";

let console: Awaited<ReturnType<typeof openTestConsole>>;
beforeAll(async () => {
  console = await openTestConsole();
});
afterAll(() => console.close());

const send = (logs: unknown, of?: string) => sendLogs(console.ctx, logs, of);
const detailOf = (runId: string, of?: string) => runDetail(console.ctx, runId, of);
const runsOf = async (of: string) => (await askRest<RunPage>(console.ctx, "GET", `/api/agents/${of}/runs`)).body;

describe("ElizaOS's logs", () => {
  test("of a message become its run; the plan it was carried out by is in it", async () => {
    const [runId, planId] = newIds();
    const taken = await send(messageRows(runId, planId, at));
    expect(taken.body).toEqual({ agentId: agent, received: 11, added: 11, known: 0, ignored: [] });
    const { summary, events } = await detailOf(runId);
    expect(summary).toMatchObject({
      runId,
      origin: "elizaos",
      status: "completed",
      createdAt: at,
      startedAt: at,
      durationMs: 3456,
      counts: { actions: 2, modelCalls: 3, evaluators: 1, errors: 0 },
      roomId: "3f1c9c1e-0000-4000-8000-00000000000a",
      messageId: "3f1c9c1e-0000-4000-8000-00000000000c",
      metadata: { entityName: "ada", source: "messageHandler" },
      input: { message: { content: { text: "Where is my order 8841?" } } },
    });
    expect(events.map(({ type, timestamp }) => [type, timestamp - at])).toEqual(
      [
        ["RUN_STARTED", 0],
        ["MODEL_USED", 200],
        ["PLANNING", 1000],
        ["ACTION_STARTED", 1000],
        ["MODEL_USED", 1080],
        ["ACTION_COMPLETED", 1600],
        ["ACTION_STARTED", 1650],
        ["MODEL_USED", 1700],
        ["ACTION_COMPLETED", 3000],
        ["EVALUATOR_COMPLETED", 3400],
        ["EMBEDDING_EVENT", 3450],
        ["RUN_ENDED", 3456],
      ].toSorted(([, a], [, b]) => Number(a) - Number(b)),
    );
    const actionId = `${planId}-LOOK_UP`;
    expect(events.find(({ type }) => type === "ACTION_COMPLETED")?.data).toMatchObject({
      actionId,
      actionName: "LOOK_UP",
      planStep: "1/2",
      success: true,
      durationMs: 600,
    });
    expect(events.find(({ timestamp }) => timestamp === at + 1080)?.data).toMatchObject({
      modelType: "TEXT_LARGE",
      provider: "openai",
      executionTime: 420,
      actionContext: { actionName: "LOOK_UP", actionId },
    });
    expect((await detailOf(planId)).status).toBe(404);
    const { body } = await askRest<{ agent: { kind: string; runnable: boolean; problem: string } }>(
      console.ctx,
      "GET",
      `/api/agents/${agent}`,
    );
    expect(body.agent).toMatchObject({ kind: "imported", runnable: false });
    expect(body.agent.problem).toContain("ElizaOS told of its runs");
  });

  test.each([
    [{ status: "completed", error: "handler threw" }, "error", { error: { message: "handler threw" } }],
    [{ status: "timeout", error: "Run exceeded 60 minute timeout" }, "timeout", { error: { code: "TIMEOUT" } }],
    [{ status: "error", error: { message: "no", name: "Error" } }, "error", { error: { message: "no" } }],
    [{ status: "muted" }, "completed", { metadata: { elizaStatus: "muted" } }],
    [{ status: "replaced" }, "completed", { metadata: { elizaStatus: "replaced" } }],
    [{ status: "noMessageId" }, "completed", { metadata: { elizaStatus: "noMessageId" } }],
  ])("that say a run ended as %j show it as %s", async (end, status, more) => {
    const [runId, planId] = newIds();
    await send(messageRows(runId, planId, at, end));
    expect((await detailOf(runId)).summary).toMatchObject({ status, ...more });
  });

  test("from before runs were logged are a limited timeline", async () => {
    const [runId] = newIds();
    const body = { runId, modelType: "TEXT_SMALL", provider: "local", timestamp: at + 500, executionTime: 300, response: "hi" };
    await send([
      { type: "useModel:TEXT_SMALL", body },
      { type: "action", body: { runId, action: "WAVE", result: { legacy: true } }, createdAt: at + 900 },
    ]);
    const { summary, events } = await detailOf(runId);
    expect(summary).toMatchObject({ status: "completed", createdAt: at + 200, durationMs: 700, metadata: { limited: true } });
    expect(events.map(({ type }) => type)).toEqual([
      "RUN_STARTED",
      "MODEL_USED",
      "ACTION_STARTED",
      "ACTION_COMPLETED",
      "RUN_ENDED",
    ]);
  });

  test("of a plan wait for the row that says whose it is, and leave the run they were taken for", async () => {
    const [runId, planId] = newIds();
    const rows = messageRows(runId, planId, at);
    const ofPlan = (type: string): LogRow[] => rows.filter((row) => row.type === type && row.body["runId"] === planId);
    await send(ofPlan("useModel:TEXT_LARGE"));
    expect((await detailOf(planId)).summary.metadata).toEqual({ limited: true });
    await send(ofPlan("action_event"));
    expect((await detailOf(planId)).status).toBe(404);
    await send(ofPlan("action").slice(0, 1));
    expect((await detailOf(runId)).summary).toMatchObject({ counts: { actions: 2, modelCalls: 2 }, metadata: { limited: true } });
    await send(rows.filter(({ type }) => type === "run_event"));
    expect((await detailOf(runId)).summary.metadata).toEqual({ entityName: "ada", source: "messageHandler" });
  });

  test("of a plan that has a run of its own are that run's", async () => {
    const [runId, planId] = newIds();
    const rows = messageRows(runId, planId, at);
    await send(rows);
    await send([{ type: "run_event", body: { runId: planId, status: "started", startTime: at + 1000 } }]);
    expect((await detailOf(planId)).summary).toMatchObject({
      parentRunId: runId,
      status: "running",
      counts: { actions: 2, modelCalls: 2 },
    });
    expect((await detailOf(runId)).summary.counts).toMatchObject({ actions: 0, modelCalls: 1 });
  });

  test("that belong to no run are ignored, and it is said why", async () => {
    const [runId, planId] = newIds();
    const start = { type: "useModel:TEXT_EMBEDDING", body: { purpose: "system_init", runId, response: "[array]" } };
    const other = await send(
      [
        start,
        { type: "useModel:TEXT_LARGE", body: { prompt: "x" } },
        { type: "note", body: { runId: "../etc" } },
        { type: "note", body: { runId, text: "kept" }, createdAt: at },
      ],
      "someone-else",
    );
    expect(other.body).toMatchObject({ agentId: "someone-else", received: 4, added: 1, known: 0 });
    expect(other.body.ignored).toEqual([
      { why: "It is of the agent's start, and so of no run.", rows: 1, first: "logs.0" },
      { why: "It names no run: body.runId is missing.", rows: 1, first: "logs.1" },
      { why: "body.runId cannot be a run's id here: that is up to 200 of A-Z a-z 0-9 _ -.", rows: 1, first: "logs.2" },
    ]);
    const taken = await send(messageRows(runId, planId, at).slice(0, 2));
    expect(taken.body).toMatchObject({
      added: 0,
      ignored: [{ why: `The run ${runId} is one of someone-else already.`, rows: 2 }],
    });
    expect((await detailOf(runId, "someone-else")).events.map(({ type }) => type)).toEqual(["RUN_STARTED", "LOG", "RUN_ENDED"]);
  });

  test("of a wrong shape are refused with the place, and none is taken", async () => {
    const [runId, planId] = newIds();
    const [good] = messageRows(runId, planId, at);
    const faults = async (logs: unknown) => (await send(logs)).body.errors?.map(({ path }) => path);
    expect(await faults([good, { type: "x" }])).toEqual(["logs.1.body"]);
    expect(await faults([good, { type: 3, body: {} }, { type: "x", body: [] }])).toEqual(["logs.1.type", "logs.2.body"]);
    expect(await faults([{ ...good, createdAt: "yesterday" }])).toEqual(["logs.0.createdAt"]);
    expect(await faults("none")).toEqual(["logs"]);
    const raw = (text: string) => askRest(console.ctx, "POST", `/api/agents/${agent}/logs`, text);
    for (const text of [
      "",
      "{",
      '{"logs":[}',
      '{"logs":[{"type":"x","body":{}}',
      '{"logs":[],"more":1}',
      "[]",
      '{"logs":[{"type":"x","body":{"runId":12345678901234567890}}]}',
    ])
      expect([text, (await raw(text)).status]).toEqual([text, 400]);
    expect((await raw('{"logs":[]}')).status).toBe(200);
    expect((await detailOf(runId)).status).toBe(404);
  });

  test("keep what people write: emoji cut in half, NUL, names of prototypes", async () => {
    const [runId] = newIds();
    const text = "a\u0000b \ud83d __proto__";
    await send(
      [{ type: "action", body: { runId, action: text, ["__proto__"]: { x: 1 }, result: { text } }, createdAt: at }],
      "Odd Agent!",
    );
    const { events } = await detailOf(runId, "odd-agent");
    expect(events.find(({ type }) => type === "ACTION_COMPLETED")?.data["result"]).toEqual({ text });
    expect((await runsOf("odd-agent")).runs).toHaveLength(1);
  });

  test("of a run that was deleted are forgotten with it; sent again, the run is there again", async () => {
    const [runId, planId] = newIds();
    const rows = messageRows(runId, planId, at);
    await send(rows);
    expect((await askRest(console.ctx, "DELETE", `/api/agents/${agent}/runs/${runId}`)).status).toBe(204);
    expect((await send(rows)).body).toMatchObject({ added: rows.length });
    expect((await detailOf(runId)).summary.counts.actions).toBe(2);
  });
});
