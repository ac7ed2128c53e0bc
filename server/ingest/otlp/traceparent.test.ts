import { afterAll, beforeAll, expect, test } from "vitest";
import { traceparentOf } from "@/server/domain/trace-ids";
import type { Step } from "@/server/domain/step";
import { openHttpConsole, openingTakesMs, type HttpConsole } from "@/server/testing/http-console";
import { attributes, requestOf, send, type SentSpan } from "@/server/testing/otlp-spans";
import { agentFile } from "@/server/testing/test-console";

const caller = `const given = await ctx.step("ask-shop", { kind: "tool" }, async () => {
  await ctx.step("inside", async () => 1);
  return { traceparent: ctx.traceparent };
});
if (input.waits) await ctx.input("go", { schema: z.boolean() });
await ctx.step("after", async () => 2);
return { ...given, outside: ctx.traceparent };`;

let console: HttpConsole;
beforeAll(async () => {
  console = await openHttpConsole({ files: { "caller.ts": agentFile("caller", caller) } });
}, openingTakesMs);
afterAll(() => console.close());

type Given = { traceparent: string; outside: string };
const partsOf = (traceparent: string): { traceId: string; parent: string } => {
  const [, traceId = "", parent = ""] = traceparent.split("-");
  return { traceId, parent };
};
const span = (traceId: string, id: number, parentSpanId: string, at: number, more: Partial<SentSpan> = {}): SentSpan => ({
  traceId,
  spanId: id.toString(16).padStart(16, "7"),
  parentSpanId,
  name: `shop ${id}`,
  startTimeUnixNano: `${Date.now() + at}000000`,
  endTimeUnixNano: `${Date.now() + at + 5}000000`,
  flags: 0x301,
  ...more,
});
const stepsOf = async (runId: string): Promise<Step[]> =>
  ((await (await console.get(`/api/agents/caller/runs/${runId}/steps`)).json()) as { steps: Step[] }).steps;
const placesOf = async (runId: string): Promise<string[]> =>
  (await stepsOf(runId)).map(({ path }) => path.replace("caller.", "")).toSorted();

const call = attributes({
  "gen_ai.operation.name": "chat",
  "gen_ai.request.model": "m",
  "gen_ai.usage.input_tokens": 3,
  "gen_ai.usage.output_tokens": 4,
});

test("spans that name a step of a run made here stand under it, and the run stays what it was", async () => {
  const run = await console.startRun("caller", { input: {}, wait: true });
  const before = await console.detail(run);
  const given = before.summary.result?.data as Given;
  const { traceId, parent } = partsOf(given.traceparent);
  const step = (await stepsOf(run.runId)).find(({ path }) => path === "caller.ask-shop");
  expect(given.traceparent).toBe(traceparentOf(run.runId, Number.parseInt(step?.id ?? "", 36)));
  expect(given.outside).toBe(traceparentOf(run.runId, 1));
  const top = span(traceId, 1, parent, 10);
  // In two requests, the inner one first; and one whose parent is nowhere.
  await send(
    console,
    requestOf("shop", [span(traceId, 2, top.spanId, 11, { attributes: call }), span(traceId, 3, "00000000000000ff", 12)]),
  );
  await send(console, requestOf("shop", [top]), "protobuf");
  await expect
    .poll(() => placesOf(run.runId), { timeout: 20_000 })
    .toEqual(["after", "ask-shop", "ask-shop.inside", "ask-shop.shop%201", "ask-shop.shop%201.m", "caller", "shop%203"]);
  const after = await console.detail(run);
  expect(after.summary).toEqual(before.summary);
  expect(after.events.filter(({ type }) => type === "RUN_ENDED")).toHaveLength(1);
  const steps = await stepsOf(run.runId);
  expect(steps.find(({ path }) => path.endsWith("shop%201.m"))).toMatchObject({
    kind: "model",
    usage: { inputTokens: 3, outputTokens: 4 },
  });
  // The same once more changes nothing; the trace is no run of its own.
  await send(console, requestOf("shop", [top]), "protobuf");
  expect(await stepsOf(run.runId)).toEqual(steps);
  expect((await console.get(`/api/agents/shop/runs/${traceId}`)).status).toBe(404);
  // A re-run takes over what its own code did.
  const rerun = await console.post(`/api/agents/caller/runs/${run.runId}/rerun`, { fromPath: "caller.after", wait: true });
  const { run: again } = (await rerun.json()) as { run: { runId: string; status: string } };
  expect([again.status, await placesOf(again.runId)]).toEqual(["completed", ["after", "ask-shop", "ask-shop.inside", "caller"]]);
});

test("while the run goes on they wait, and are there when it has ended", async () => {
  const run = await console.startRun("caller", { input: { waits: true }, wait: true });
  const step = (await stepsOf(run.runId)).find(({ path }) => path === "caller.ask-shop");
  const { traceId, parent } = partsOf(traceparentOf(run.runId, Number.parseInt(step?.id ?? "", 36)));
  await send(console, requestOf("shop", [span(traceId, 1, parent, 10)]));
  expect(await placesOf(run.runId)).not.toContain("ask-shop.shop%201");
  await console.post(`/api/agents/caller/runs/${run.runId}/inputs`, { path: "caller.go", value: true });
  await expect.poll(() => placesOf(run.runId), { timeout: 20_000 }).toContain("ask-shop.shop%201");
  expect((await console.detail(run)).summary.status).toBe("completed");
});
