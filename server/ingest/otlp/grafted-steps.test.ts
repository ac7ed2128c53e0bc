import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunEvent } from "@/server/domain/run-event";
import { traceIdOf, spanIdOf } from "@/server/domain/trace-ids";
import type { Step } from "@/server/domain/step";
import { askRest } from "@/server/testing/ask-rest";
import { requestOf, type SentSpan } from "@/server/testing/otlp-spans";
import { agentFile, openTestConsole } from "@/server/testing/test-console";

const caller = `await ctx.step("ask-shop", async () => 1); return 2;`;

let console: Awaited<ReturnType<typeof openTestConsole>>;
beforeAll(async () => {
  console = await openTestConsole({ files: { "agents/caller.ts": agentFile("caller", caller) } });
});
afterAll(() => console.close());

type Window = { steps: Step[]; total: number };

/** A run that has ended, and its step under which spans are told. */
async function endedRun() {
  const { runId } = await console.runToEnd("caller");
  const address = `/api/agents/caller/runs/${runId}`;
  const window = async (query: string): Promise<Window> =>
    (await askRest<Window>(console.ctx, "GET", `${address}/steps?${query}`)).body;
  const step = (await window("")).steps.find(({ path }) => path === "caller.ask-shop");
  const parentSpanId = spanIdOf(runId, Number.parseInt(step?.id ?? "", 36));
  const began = Date.now();
  const spans = (from: number, to: number): SentSpan[] =>
    Array.from({ length: to - from }, (_, at) => ({
      traceId: traceIdOf(runId),
      spanId: (from + at + 1).toString(16).padStart(16, "0"),
      parentSpanId,
      name: `shop${(from + at) % 5}`,
      startTimeUnixNano: `${began + from + at}000000`,
      endTimeUnixNano: `${began + from + at + 1}000000`,
      flags: 0x301,
    }));
  const tell = async (from: number, to: number): Promise<void> => {
    const answer = await askRest(console.ctx, "POST", "/api/otlp/v1/traces", requestOf("shop", spans(from, to)));
    expect([answer.status, answer.text]).toEqual([200, "{}"]);
  };
  const shown = async (): Promise<number> => (await window(`parent=${step?.id}&limit=1`)).total;
  return { runId, address, window, tell, shown };
}

test("however many there are, one more is drawn with them", async () => {
  const { tell, shown, window } = await endedRun();
  await tell(0, 800);
  await expect.poll(shown, { timeout: 20_000 }).toBe(800);
  await tell(800, 801);
  await expect.poll(shown, { timeout: 20_000 }).toBe(801);
  const { steps } = await window("q=shop&limit=1000");
  expect(new Set(steps.map(({ path }) => path)).size).toBe(802);
});

test("many under one step hold nobody else up", async () => {
  const { tell, shown } = await endedRun();
  for (let from = 0; from < 20_000; from += 2000) await tell(from, from + 2000);
  const held = monitorEventLoopDelay({ resolution: 5 });
  held.enable();
  await pause(500);
  const idleMs = held.max / 1e6;
  held.reset();
  await tell(20_000, 20_001);
  await expect.poll(shown, { timeout: 60_000, interval: 500 }).toBe(20_001);
  held.disable();
  // A machine that is busy with other things is late by itself.
  expect(held.max / 1e6).toBeLessThan(500 + 3 * idleMs);
}, 120_000);

test("of an ended run they are steps, but neither events nor a place to go on from", async () => {
  const { runId, address, tell, shown, window } = await endedRun();
  const before = (await askRest<{ events: RunEvent[] }>(console.ctx, "GET", address)).body.events;
  const streamed = (await askRest(console.ctx, "GET", `${address}/events`)).text;
  await tell(0, 3);
  await expect.poll(shown, { timeout: 20_000 }).toBe(3);
  const { steps, total } = await window("limit=1000");
  expect([steps.length, total]).toEqual([5, 5]);
  // The answer with the run's events and the stream are as they were.
  expect((await askRest<{ events: RunEvent[] }>(console.ctx, "GET", address)).body.events).toEqual(before);
  expect((await askRest(console.ctx, "GET", `${address}/events`)).text).toBe(streamed);
  const end = before.find(({ type }) => type === "RUN_ENDED")?.seq ?? 0;
  const resumed = await askRest(console.ctx, "GET", `${address}/events`, undefined, { "last-event-id": String(end) });
  expect(resumed.status).toBe(204);
  const refused = await askRest(console.ctx, "POST", `${address}/rerun`, { fromPath: "caller.ask-shop.shop0" });
  expect([refused.status, refused.body.detail]).toEqual([
    400,
    "The run has no step caller.ask-shop.shop0. Nearest are caller.ask-shop, caller.",
  ]);
  const grafted = steps.find(({ path }) => path === "caller.ask-shop.shop0")?.id ?? "";
  await expect(console.caller.runs.rerunScope({ runId, stepId: grafted })).rejects.toThrow("Another program told of this step");
  expect((await console.caller.runs.get({ runId })).run.counts.steps).toBe(2);
});
