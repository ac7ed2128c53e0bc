import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Step } from "@/server/domain/step";
import { openHttpConsole, openingTakesMs, type HttpConsole } from "@/server/testing/http-console";
import { attributes, bodyOf, requestOf, send, sendBody, type Encoding, type SentSpan } from "@/server/testing/otlp-spans";

let console: HttpConsole;
beforeAll(async () => {
  console = await openHttpConsole();
}, openingTakesMs);
afterAll(() => console.close());

let traces = 0;
const newTrace = (): string => (++traces).toString(16).padStart(32, "b");
const base = 1_763_700_000_000;
/** A span from and to so many milliseconds after the begin. */
const span = (traceId: string, id: number, parent: number, from: number, to: number, more: Partial<SentSpan>): SentSpan => ({
  traceId,
  spanId: id.toString(16).padStart(16, "0"),
  ...(parent > 0 ? { parentSpanId: parent.toString(16).padStart(16, "0") } : {}),
  name: `span ${id}`,
  startTimeUnixNano: `${base + from}000001`,
  endTimeUnixNano: `${base + to}999999`,
  ...more,
});
const stepsOf = async (agentId: string, runId: string): Promise<Step[]> =>
  ((await (await console.get(`/api/agents/${agentId}/runs/${runId}/steps?limit=100`)).json()) as { steps: Step[] }).steps;
/** On a busy machine an answer may come before the run is drawn. */
const untilIs = (agentId: string, runId: string, status: string): Promise<void> =>
  expect.poll(async () => (await console.detail({ agentId, runId })).summary?.status, { timeout: 20_000 }).toBe(status);
const pathsOf = async (agentId: string, runId: string): Promise<string[]> =>
  (await stepsOf(agentId, runId)).map(({ path }) => path);

describe.each<Encoding>(["json", "protobuf"])("a trace sent as %s", (encoding) => {
  test("is a run: its spans are steps, with their kinds, tokens, messages, errors and events", async () => {
    const traceId = newTrace();
    const spans = [
      span(traceId, 1, 0, 0, 900, {
        name: "invoke_agent Refunds",
        attributes: attributes({
          "gen_ai.operation.name": "invoke_agent",
          "gen_ai.agent.name": "Refunds",
          "gen_ai.conversation.id": "room-7",
          "user.id": "ada",
          "gen_ai.usage.input_tokens": 30,
          "gen_ai.usage.output_tokens": 9,
        }),
      }),
      span(traceId, 2, 1, 10, 300, {
        name: "chat gpt-x",
        kind: 3,
        attributes: attributes({
          "gen_ai.operation.name": "chat",
          "gen_ai.provider.name": "openai",
          "gen_ai.request.model": "gpt-x",
          "gen_ai.request.temperature": 0.5,
          "gen_ai.usage.input_tokens": 20,
          "gen_ai.usage.output_tokens": 5,
          "gen_ai.input.messages": JSON.stringify([{ role: "user", parts: [{ type: "text", content: "Where is 8841?" }] }]),
          "gen_ai.output.messages": JSON.stringify([
            { role: "assistant", parts: [{ type: "tool_call", id: "c1", name: "lookup", arguments: { id: 8841 } }] },
          ]),
          big: "9007199254740993",
        }),
      }),
      span(traceId, 3, 1, 310, 400, {
        name: "execute_tool lookup",
        attributes: attributes({
          "gen_ai.operation.name": "execute_tool",
          "gen_ai.tool.name": "lookup",
          "gen_ai.tool.call.arguments": '{"id":8841}',
          "error.type": "TimeoutError",
          __proto__x: "kept",
          nul: "a\u0000b",
        }),
        status: { code: 2, message: "the shop did not answer" },
        events: [
          {
            name: "exception",
            timeUnixNano: `${base + 399}000000`,
            attributes: attributes({ "exception.stacktrace": "at shop" }),
          },
        ],
      }),
      span(traceId, 4, 1, 410, 800, {
        name: "chat gpt-x",
        attributes: attributes({
          "gen_ai.operation.name": "chat",
          "gen_ai.system": "openai",
          "gen_ai.request.model": "gpt-x",
          "gen_ai.usage.prompt_tokens": 10,
          "gen_ai.usage.completion_tokens": 4,
        }),
      }),
    ];
    // Children before their parents, as exporters send them.
    await send(console, requestOf(`Refund Desk ${encoding}`, spans.toReversed()), encoding);
    const agentId = `refund-desk-${encoding}`;
    await untilIs(agentId, traceId, "completed");
    const { summary } = await console.detail({ agentId, runId: traceId });
    expect(summary).toMatchObject({
      runId: traceId,
      agentId,
      name: "Refunds",
      status: "completed",
      createdAt: base,
      durationMs: 900,
      roomId: "room-7",
      entityId: "ada",
      counts: { steps: 4, modelCalls: 2, tools: 1, errors: 1 },
      usage: { inputTokens: 30, outputTokens: 9 },
    });
    const steps = await stepsOf(agentId, traceId);
    expect(steps.map(({ path, kind, status }) => [path, kind, status])).toEqual([
      [agentId, "agent", "completed"],
      [`${agentId}.gpt-x`, "model", "completed"],
      [`${agentId}.lookup`, "tool", "error"],
      [`${agentId}.gpt-x#2`, "model", "completed"],
    ]);
    expect(steps[2]?.error).toMatchObject({ code: "TimeoutError", message: "the shop did not answer" });
    expect(steps[2]?.attributes).toMatchObject({ __proto__x: "kept", nul: "a\u0000b" });
    expect(steps[2]?.attributes?.["otel"]).toMatchObject({ events: [{ name: "exception", at: base + 399 }] });
  });
});

test("spans whose parents have not come hang on the root, and find their place when they do", async () => {
  const traceId = newTrace();
  await send(console, requestOf("late", [span(traceId, 3, 2, 20, 30, {})]));
  await untilIs("late", traceId, "running");
  await send(console, requestOf("late", [span(traceId, 2, 1, 10, 40, { endTimeUnixNano: "0" })]));
  await send(console, requestOf("late", [span(traceId, 1, 0, 0, 50, {}), span(traceId, 2, 1, 10, 40, {})]));
  await expect
    .poll(() => pathsOf("late", traceId), { timeout: 20_000 })
    .toEqual(["late", "late.span%202", "late.span%202.span%203"]);
  const { summary } = await console.detail({ agentId: "late", runId: traceId });
  expect(summary).toMatchObject({ status: "completed", createdAt: base, counts: { steps: 3 } });
});

test("a time of more than 64 bits is refused, not taken for another", async () => {
  for (const field of ["startTimeUnixNano", "endTimeUnixNano"]) {
    const traceId = newTrace();
    const body = bodyOf(requestOf("far", [span(traceId, 1, 0, 0, 50, { [field]: "18446744073709551616" })]), "json");
    const answer = await sendBody(console, body, "json");
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(field)]);
    expect((await console.get(`/api/runs/${traceId}`)).status).toBe(404);
  }
  const latest = span(newTrace(), 1, 0, 0, 50, { endTimeUnixNano: "18446744073709551615" });
  await send(console, requestOf("far", [latest]));
});
