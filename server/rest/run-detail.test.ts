import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunSummary } from "@/server/domain/run";
import type { EventType, RunEvent } from "@/server/domain/run-event";
import { openHttpConsole, openingTakesMs, type HttpConsole, type RunDetail } from "@/server/testing/http-console";
import { agentFile } from "@/server/testing/test-console";

/** Every kind of step an agent can take today, inside and outside of actions. */
const everything = `
  await ctx.plan("first this, then that");
  await Promise.all([ctx.step("slow", { kind: "model" }, () => pause(30)), ctx.step("quick", () => pause(2))]);
  await ctx.step("outer model", { kind: "model", input: "q" }, () => pause(15));
  await ctx.flow("main", async () => {
    await ctx.step("reply", { input: { to: "A" } }, async () => {
      await pause(10);
      await ctx.step("ask", { kind: "model", input: "q" }, () => pause(20, "a"));
      await ctx.flow("inside", () => ctx.step("search", { kind: "tool", input: { q: 1 } }, () => ["found"]));
      await ctx.step("inner", async () => { await ctx.step("look", { kind: "tool" }, () => 1); });
      return { text: "hello" };
    });
    await Promise.all([1, 2, 3].map((n) => ctx.step("par", { input: n }, () => pause(n * 4, n))));
    await ctx.map("items", ["a", "b"], { concurrency: 2 }, (item) => ctx.step("each", { input: item }, () => pause(3, item)));
    await ctx.step("fails", () => { throw new TypeError("no such order"); }).catch(() => {});
    await ctx.step("goal", { kind: "evaluator" }, () => true);
    await ctx.step("vector", { kind: "embedding" }, () => [0.5]);
    await ctx.step("docs", { kind: "retrieval" }, () => []);
    await ctx.step("own", { kind: "custom" }, () => null);
    await ctx.step("tail", { kind: "tool", input: "t" }, () => "end");
  });
  await ctx.reason("because"); await ctx.log("note", { level: 1 });
  return { text: "done" };`;

let console: HttpConsole;
let run: RunSummary;
let whole: RunDetail;
beforeAll(async () => {
  console = await openHttpConsole({
    files: {
      "everything.ts": agentFile(
        "everything",
        everything,
        "const pause = (ms, value) => new Promise((done) => setTimeout(done, ms, value));",
      ),
      "fails.ts": agentFile("fails", `await ctx.step("break", () => { throw new TypeError("no such order"); });`),
    },
  });
  const body = {
    input: { message: "Hi" },
    name: "All of it",
    roomId: "room-1",
    entityId: "entity-1",
    messageId: "message-1",
    metadata: { source: "test" },
  };
  run = await console.startRun("everything", { ...body, wait: true });
  whole = await console.detail(run);
}, openingTakesMs);
afterAll(() => console.close());

const of = (type: EventType): RunEvent[] => whole.events.filter((event) => event.type === type);
const inSeq = (events: RunEvent[]): RunEvent[] => events.toSorted((a, b) => a.seq - b.seq);

describe("a run's summary", () => {
  test("says what it was, how it ended, and what it came to", () => {
    expect(whole.summary).toMatchObject({
      runId: run.runId,
      agentId: "everything",
      status: "completed",
      name: "All of it",
      roomId: "room-1",
      entityId: "entity-1",
      messageId: "message-1",
      metadata: { source: "test" },
      tags: [],
      attempt: 1,
      recoveries: 0,
      input: { message: "Hi" },
      result: {
        type: "json",
        data: { text: "done" },
      },
      counts: {
        actions: 9,
        modelCalls: 3,
        tools: 3,
        evaluators: 1,
        errors: 1,
        steps: 28,
      },
    });
    const { createdAt, startedAt = 0, endedAt = 0, durationMs } = whole.summary;
    expect(createdAt).toBeLessThanOrEqual(startedAt);
    expect(durationMs).toBe(endedAt - startedAt);
    expect(Date.now() - endedAt).toBeLessThan(60_000);
    expect(whole.nextAfter).toBeUndefined();
  });
});

describe("its events", () => {
  test("begin and end with the run's own, in order of time and then of seq", () => {
    const { events } = whole;
    expect(events[0]).toMatchObject({ type: "RUN_STARTED", path: "everything", data: { input: { message: "Hi" } } });
    expect(events.at(-1)).toMatchObject({
      type: "RUN_ENDED",
      timestamp: whole.summary.endedAt,
      data: { status: "completed", success: true, totalDurationMs: whole.summary.durationMs, result: { text: "done" } },
    });
    expect(events).toEqual(events.toSorted((a, b) => a.timestamp - b.timestamp || a.seq - b.seq));
    expect(new Set(events.map((event) => event.seq)).size).toBe(events.length);
    // A model call is told of when it ends, and stands where it began.
    const placed = (path: string): number => events.findIndex((event) => event.path === path);
    expect(placed("everything.slow")).toBeLessThan(events.findLastIndex((event) => event.path === "everything.quick"));
    for (const event of events) {
      expect(Number.isSafeInteger(event.seq) && event.seq > 0).toBe(true);
      expect(Number.isSafeInteger(event.timestamp)).toBe(true);
    }
  });

  test("are of the type their step's kind has, at its begin and its end", () => {
    const count = (type: EventType): number => of(type).length;
    expect([count("RUN_STARTED"), count("RUN_ENDED")]).toEqual([1, 1]);
    expect([count("ACTION_STARTED"), count("ACTION_COMPLETED")]).toEqual([9, 9]);
    expect([count("MODEL_USED"), count("TOOL_CALL")]).toEqual([3, 3]);
    expect([count("EMBEDDING_EVENT"), count("EVALUATOR_COMPLETED")]).toEqual([1, 1]);
    expect([count("PLANNING"), count("REASONING"), count("LOG")]).toEqual([1, 1, 1]);
    // Two flows, the map with its two scopes, a retrieval, a custom step.
    expect([count("STEP_STARTED"), count("STEP_COMPLETED")]).toEqual([7, 7]);
    expect(whole.events).toHaveLength(2 + 18 + 6 + 2 + 3 + 14);
  });

  test("a begin and its end share a step, and only they do", () => {
    const pairs: [EventType, EventType][] = [
      ["RUN_STARTED", "RUN_ENDED"],
      ["ACTION_STARTED", "ACTION_COMPLETED"],
      ["STEP_STARTED", "STEP_COMPLETED"],
    ];
    for (const [begin, end] of pairs) {
      expect(
        of(begin)
          .map((event) => event.stepId)
          .toSorted(),
      ).toEqual(
        of(end)
          .map((event) => event.stepId)
          .toSorted(),
      );
      for (const begun of of(begin)) {
        const ended = of(end).find((event) => event.stepId === begun.stepId);
        expect(ended?.path).toBe(begun.path);
        expect(ended?.seq).toBeGreaterThan(begun.seq);
        expect(ended?.timestamp).toBeGreaterThanOrEqual(begun.timestamp);
        const { durationMs = whole.summary.durationMs } = ended?.data ?? {};
        expect(durationMs).toBe((ended?.timestamp ?? 0) - begun.timestamp);
      }
    }
    for (const { stepId } of whole.events)
      expect(whole.events.filter((event) => event.stepId === stepId).length).toBeLessThanOrEqual(2);
  });

  test("an action tells its name and id, what came in and what came out", () => {
    const reply = of("ACTION_STARTED").find((event) => event.path === "everything.main.reply");
    expect(reply).toMatchObject({
      path: "everything.main.reply",
      data: { actionName: "reply", actionId: reply?.stepId, input: { to: "A" } },
    });
    const done = of("ACTION_COMPLETED").find((event) => event.stepId === reply?.stepId);
    expect(done?.data).toMatchObject({ actionName: "reply", actionId: reply?.stepId, success: true, result: { text: "hello" } });
    const failed = of("ACTION_COMPLETED").find((event) => event.path === "everything.main.fails");
    expect(failed?.data).toMatchObject({
      success: false,
      status: "error",
      error: { code: "TypeError", message: "no such order" },
    });
  });

  test("model and tool calls are placed where they began, with the time they took, and the action they were made in", () => {
    const at = (path: string): RunEvent | undefined => whole.events.find((event) => event.path === path);
    const ask = at("everything.main.reply.ask");
    expect(ask).toMatchObject({ type: "MODEL_USED", data: { modelType: "ask", success: true } });
    expect(ask?.data["executionTime"]).toBeGreaterThanOrEqual(19);
    const reply = of("ACTION_STARTED").find((event) => event.path === "everything.main.reply");
    const replied = of("ACTION_COMPLETED").find((event) => event.stepId === reply?.stepId);
    expect(ask?.timestamp).toBeGreaterThanOrEqual(reply?.timestamp ?? Infinity);
    expect((ask?.timestamp ?? 0) + Number(ask?.data["executionTime"])).toBeLessThanOrEqual(replied?.timestamp ?? 0);
    expect(ask?.data["actionContext"]).toEqual({ actionName: "reply", actionId: reply?.stepId });
    const search = at("everything.main.reply.inside.search");
    expect(search).toMatchObject({ type: "TOOL_CALL", data: { toolName: "search", input: { q: 1 }, result: ["found"] } });
    expect(search?.data["actionContext"]).toEqual({ actionName: "reply", actionId: reply?.stepId });
    expect(at("everything.main.reply.inner.look")?.data["actionContext"]).toMatchObject({ actionName: "inner" });
    for (const outside of ["everything.outer%20model", "everything.main.tail"])
      expect(at(outside)?.data).not.toHaveProperty("actionContext");
  });

  test("evaluators, plans, reasons and notes say what they have to", () => {
    expect(of("EVALUATOR_COMPLETED")[0]?.data).toMatchObject({ evaluatorName: "goal", success: true, result: true });
    expect(of("EMBEDDING_EVENT")[0]?.data).toMatchObject({ success: true, result: [0.5] });
    expect(of("PLANNING")[0]).toMatchObject({ path: "everything.planning", data: { text: "first this, then that" } });
    expect(of("REASONING")[0]?.data).toMatchObject({ text: "because" });
    expect(JSON.stringify(of("LOG")[0]?.data)).toMatch(/note/);
  });

  test("of a run that failed end with how", async () => {
    const failed = await console.startRun("fails", { input: 1, wait: true });
    const { events } = await console.detail(failed);
    expect(events.at(-1)).toMatchObject({
      type: "RUN_ENDED",
      data: { status: "error", success: false, error: { code: "TypeError", message: "no such order" } },
    });
  });
});

describe("page by page", () => {
  test("they are the whole, whatever the size of a page", async () => {
    for (const limit of [1, 2, 3, 7, 20, 5000]) {
      const seen: RunEvent[] = [];
      for (let after: number | undefined = 0; after !== undefined;) {
        const page: RunDetail = await console.detail(run, `?after=${after}&limit=${limit}`);
        expect(page.summary.runId).toBe(run.runId);
        expect(page.events.length).toBeLessThanOrEqual(limit);
        for (const event of page.events) expect(event.seq).toBeGreaterThan(after);
        expect(page.events).toEqual(page.events.toSorted((a, b) => a.timestamp - b.timestamp || a.seq - b.seq));
        seen.push(...inSeq(page.events));
        if (page.nextAfter !== undefined) expect(page.nextAfter).toBeGreaterThan(after);
        after = page.nextAfter;
      }
      expect(seen).toEqual(inSeq(whole.events));
    }
  });

  test("they go on after any seq", async () => {
    for (const { seq } of whole.events)
      expect((await console.detail(run, `?after=${seq}`)).events).toEqual(whole.events.filter((event) => event.seq > seq));
    expect((await console.detail(run, "?after=9007199254740991")).events).toEqual([]);
  });

  test("faults are named", async () => {
    const faults = [
      "limit=0",
      "limit=5001",
      "limit=x",
      "limit=1&limit=2",
      "after=-1",
      "after=1.5",
      "after=x",
      "nope=1",
      "roomId=",
      "cursor=x",
    ];
    for (const fault of faults) {
      const answer = await console.get(`/api/agents/everything/runs/${run.runId}?${fault}`);
      expect([fault, answer.status]).toEqual([fault, 400]);
      expect(await answer.json()).toMatchObject({ errors: [{ path: fault.split("=")[0] }] });
    }
  });
});

describe("within a room", () => {
  test("a run of that room is there, and one of another room or of none is not", async () => {
    const path = `/api/agents/everything/runs/${run.runId}`;
    expect((await console.get(`${path}?roomId=room-1`)).status).toBe(200);
    for (const room of ["room-2", "ROOM-1", "room-1%20", "*"])
      expect((await console.get(`${path}?roomId=${room}`)).status).toBe(404);
    const roomless = await console.startRun("fails", { input: 1, wait: true });
    expect((await console.get(`/api/agents/fails/runs/${roomless.runId}?roomId=room-1`)).status).toBe(404);
    expect((await console.get(`/api/agents/fails/runs/${roomless.runId}`)).status).toBe(200);
  });
});
