import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ForeignRun, ForeignStep } from "@/server/domain/foreign-run";
import { stepKinds } from "@/server/domain/step-kind";
import { openTestConsole } from "@/server/testing/test-console";
import { drawRun } from "./draw-run";
import { listEvents } from "./list-events";
import { readAllSteps, type StepRow } from "./step-store";
import { readRun } from "./store";

type Console = Awaited<ReturnType<typeof openTestConsole>>;
let console: Console;
beforeAll(async () => {
  console = await openTestConsole();
});
afterAll(() => console.close());

let made = 0;
const newId = (): string => `run-${++made}`;

const runOf = (steps: ForeignStep[], more: Partial<ForeignRun> = {}): ForeignRun => ({
  source: "otlp",
  runId: newId(),
  agentId: "shop",
  agentName: "Shop",
  status: "running",
  createdAt: 1000,
  startedAt: 1000,
  tags: [],
  metadata: {},
  steps,
  ...more,
});
const step = (id: string, startedAt: number, more: Partial<ForeignStep> = {}): ForeignStep => ({
  id,
  startedAt,
  kind: "custom",
  name: "work",
  status: "completed",
  ...more,
});

const draw = async (run: ForeignRun) => (await drawRun({ ctx: console.ctx, run })).changed;

const eventsOf = (runId: string, after = 0) => listEvents({ ctx: console.ctx, input: { runId, after, limit: 5000 } });

async function rowsOf(runId: string): Promise<StepRow[]> {
  const rows: StepRow[] = [];
  const run = await readRun(console.ctx.db, runId);
  if (run) for await (const part of readAllSteps(console.ctx.db, run.key)) rows.push(...part);
  return rows;
}

/** All that is shown of a run: its summary, its tree, its values and its events in order, by numbers that do not count drawings. */
async function shown(runId: string) {
  const row = await readRun(console.ctx.db, runId);
  const { run } = await console.caller.runs.get({ runId });
  const { events } = await eventsOf(runId);
  const { endedAt: _, durationMs: __, ...summary } = run;
  const steps = (await rowsOf(runId)).map(
    ({ runKey: _key, begunSeq: _begun, endedSeq: _ended, inputRef: _in, outputRef: _out, ...rest }) => rest,
  );
  return {
    summary: { ...summary, runId: "", endedAt: row?.endedAt },
    steps,
    events: events.map(({ seq: _seq, ...event }) => event),
    inOrder: events.every(({ seq }, at) => at === 0 || seq > (events[at - 1]?.seq ?? 0)),
  };
}

describe("a run made elsewhere", () => {
  test("is drawn with all it says, and drawing it again changes nothing", async () => {
    const run = runOf(
      [
        step("ask", 1200, {
          kind: "model",
          name: "gpt",
          endedAt: 1500,
          input: { prompt: "hi" },
          output: "hello",
          usage: { inputTokens: 3, outputTokens: 4 },
          attributes: { provider: "openai" },
        }),
        step("fail", 1600, { kind: "tool", status: "error", endedAt: 1700, error: { code: "E", message: "no" } }),
      ],
      {
        status: "error",
        endedAt: 2000,
        error: { code: "E", message: "no" },
        roomId: "hall",
        tags: ["a"],
        metadata: { source: "x" },
      },
    );
    expect(await draw(run)).toBe(true);
    const { run: summary } = await console.caller.runs.get({ runId: run.runId });
    expect(summary).toMatchObject({
      origin: "otlp",
      agentRevision: "imported",
      status: "error",
      durationMs: 1000,
      roomId: "hall",
      counts: { steps: 3, modelCalls: 1, tools: 1, errors: 1 },
      usage: { inputTokens: 3, outputTokens: 4 },
    });
    const { events } = await eventsOf(run.runId);
    expect(events.map(({ type }) => type)).toEqual(["RUN_STARTED", "MODEL_USED", "TOOL_CALL", "RUN_ENDED"]);
    const before = await readRun(console.ctx.db, run.runId);
    expect(await draw(structuredClone(run))).toBe(false);
    expect(await readRun(console.ctx.db, run.runId)).toEqual(before);
  });

  test("grows: what is new is told behind what was told, and what comes late takes all after it along", async () => {
    const [a, b, c] = [
      step("a", 1100, { endedAt: 1200 }),
      step("b", 1300, { endedAt: 1400 }),
      step("c", 1250, { endedAt: 1260 }),
    ];
    const run = runOf([a]);
    await draw(run);
    const after = (await readRun(console.ctx.db, run.runId))?.lastSeq ?? 0;
    await draw({ ...run, steps: [a, b] });
    const news = await eventsOf(run.runId, after);
    expect(news.events.map(({ path, type }) => [path, type])).toEqual([
      ["shop.work#2", "STEP_STARTED"],
      ["shop.work#2", "STEP_COMPLETED"],
    ]);
    await draw({ ...run, steps: [b, a, c] });
    const { events } = await eventsOf(run.runId);
    expect(events.map(({ timestamp }) => timestamp)).toEqual([1000, 1100, 1200, 1250, 1260, 1300, 1400]);
    expect((await rowsOf(run.runId)).map(({ path }) => path).toSorted()).toEqual([
      "shop",
      "shop.work",
      "shop.work#2",
      "shop.work#3",
    ]);
  });

  test("that is still open is not taken up, cannot be cancelled, run again or answered, and can be deleted", async () => {
    const run = runOf([step("a", 1100)]);
    await draw(run);
    const { runId } = run;
    await console.stop();
    console = await openTestConsole({ dir: console.home });
    const { run: after } = await console.caller.runs.get({ runId });
    expect([after.status, after.recoveries]).toEqual(["running", 0]);
    await expect(console.caller.runs.cancel({ runId })).rejects.toThrow(/made by OpenTelemetry and cannot be cancelled/);
    await expect(console.caller.runs.rerun({ runId })).rejects.toThrow(/cannot be run again here/);
    await expect(console.caller.runs.answer({ runId, path: "shop.work", value: 1 })).rejects.toThrow(/takes no answers/);
    await console.caller.runs.delete({ runId });
    await expect(console.caller.runs.get({ runId })).rejects.toThrow(/There is no run/);
    expect(await counted()).toEqual(await kept());
  });

  test("may end with steps that nobody saw end, and may turn out to be another agent's", async () => {
    const run = runOf([step("a", 1100), step("late", 2500, { endedAt: 2600 })], { status: "timeout", endedAt: 2000 });
    await draw(run);
    expect((await rowsOf(run.runId)).find(({ path }) => path === "shop.work")).toMatchObject({
      status: "timeout",
      endedAt: 2000,
      attributes: '{"endNotSeen":true}',
    });
    await draw({ ...run, agentId: "market", steps: [] });
    expect((await rowsOf(run.runId)).map(({ path }) => path)).toEqual(["market"]);
    expect(await counted()).toEqual(await kept());
  });
});

const kept = () => console.ctx.db.read.all(sql`SELECT agent_id, status, runs FROM run_counts WHERE runs <> 0 ORDER BY 1, 2`);
const counted = () =>
  console.ctx.db.read.all(sql`SELECT agent_id, status, count(*) AS runs FROM runs GROUP BY 1, 2 ORDER BY 1, 2`);

test("whatever is known first, in whatever parts, it is the same run in the end", async () => {
  const some = fc.record({
    parent: fc.option(fc.nat(24), { nil: undefined }),
    at: fc.nat(20),
    took: fc.option(fc.nat(9), { nil: undefined }),
    kind: fc.constantFrom(...stepKinds.filter((kind) => kind !== "input")),
    name: fc.constantFrom("a", "b.c"),
    failed: fc.boolean(),
    output: fc.option(fc.string({ unit: "binary" }), { nil: undefined }),
  });
  const steps = fc.array(some, { maxLength: 20 }).map((all) =>
    all.map(({ parent, at, took, kind, name, failed, output }, id) =>
      step(String(id), 1000 + at, {
        kind,
        name,
        status: failed ? "error" : "completed",
        ...(parent === undefined ? {} : { parentId: String(parent) }),
        ...(took === undefined ? {} : { endedAt: 1000 + at + took }),
        ...(output === undefined ? {} : { output }),
      }),
    ),
  );
  await fc.assert(
    fc.asyncProperty(
      steps,
      fc.option(fc.constantFrom("completed" as const, "error" as const), { nil: undefined }),
      fc.infiniteStream(fc.nat(99)),
      async (all, status, dice) => {
        const whole = runOf(all, { agentId: "any", ...(status ? { status, endedAt: 1020 } : {}) });
        await draw(whole);
        const parts = runOf([], { agentId: "any" });
        const came: ForeignStep[] = [];
        const roll = (): number => Number(dice.next().value);
        for (const each of all.map((one) => ({ one, at: roll() })).toSorted((a, b) => a.at - b.at)) {
          // A step may be known as open before its end is.
          const { endedAt: _, output: __, ...open } = each.one;
          if (roll() < 30) await draw({ ...parts, steps: [...came, open] });
          came.push(each.one);
          if (roll() < 30) await draw({ ...parts, steps: came.toReversed() });
          if (status && roll() < 10) await draw({ ...whole, runId: parts.runId, steps: [...came] });
        }
        await draw({ ...whole, runId: parts.runId, steps: came });
        const [a, b] = [await shown(whole.runId), await shown(parts.runId)];
        expect(b).toEqual(a);
        expect(b.inOrder).toBe(true);
        expect(await draw({ ...whole, runId: parts.runId })).toBe(false);
      },
    ),
    { numRuns: 40 },
  );
}, 60_000);
