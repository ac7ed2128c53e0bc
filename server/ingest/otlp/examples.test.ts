import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Step } from "@/server/domain/step";
import type { Chat } from "@/server/runs/get-chat";
import { openHttpConsole, openingTakesMs, type HttpConsole } from "@/server/testing/http-console";

let console: HttpConsole;
beforeAll(async () => {
  console = await openHttpConsole();
}, openingTakesMs);
afterAll(() => console.close());

/** As its README says: nothing is set but where to send. */
async function runExample(name: string, protocol: string): Promise<string> {
  const env = { ...process.env, OTEL_EXPORTER_OTLP_ENDPOINT: console.url, OTEL_EXPORTER_OTLP_PROTOCOL: protocol };
  const { stdout } = await promisify(execFile)(process.execPath, [`examples/otel/${name}.mjs`], { env });
  return /^run ([0-9a-f]{32})$/m.exec(stdout)?.[1] ?? stdout;
}

const stepsOf = async (agentId: string, runId: string): Promise<Step[]> =>
  ((await (await console.get(`/api/agents/${agentId}/runs/${runId}/steps`)).json()) as { steps: Step[] }).steps;
const chatOf = async (runId: string, stepId: string): Promise<Chat> => {
  const input = encodeURIComponent(JSON.stringify({ runId, stepId }));
  return ((await (await console.get(`/api/trpc/runs.chat?input=${input}`)).json()) as { result: { data: Chat } }).result.data;
};

const protocols = ["http/protobuf", "http/json"];

test.each(protocols)("the official SDK's spans over %s are a run", async (protocol) => {
  const runId = await runExample("travel-agent", protocol);
  await expect
    .poll(async () => (await console.detail({ agentId: "travel-agent", runId })).summary?.status, { timeout: 20_000 })
    .toBe("completed");
  const { summary } = await console.detail({ agentId: "travel-agent", runId });
  expect(summary).toMatchObject({
    status: "completed",
    roomId: "conversation-17",
    entityId: "ada",
    counts: { steps: 6, modelCalls: 2, tools: 1, errors: 0 },
    usage: { inputTokens: 880, outputTokens: 53 },
    result: { data: "Take ICE 90 at 09:50; 14 seats are left." },
  });
  const steps = await stepsOf("travel-agent", runId);
  expect(steps.map(({ kind, path }) => [kind, path.replace("travel-agent", "")])).toEqual([
    ["agent", ""],
    ["custom", ".plan"],
    ["retrieval", ".retrieval%20timetable"],
    ["model", ".gpt-5-mini"],
    ["tool", ".seats_left"],
    ["model", ".gpt-5-mini#2"],
  ]);
  expect(steps[4]?.attributes?.["otel"]).toMatchObject({
    events: [{ name: "cache.miss", attributes: { "cache.key": "seats:ICE 90" } }],
  });
  const { messages, answer } = await chatOf(runId, steps[5]?.id ?? "");
  expect(messages.map(({ role }) => role)).toEqual(["system", "user", "assistant", "tool"]);
  expect(answer?.parts).toMatchObject([{ type: "text" }]);
});

test.each(protocols)("the AI SDK's telemetry over %s is a run in which each call counts once", async (protocol) => {
  const runId = await runExample("ai-sdk", protocol);
  await expect
    .poll(async () => (await console.detail({ agentId: "weather-desk", runId })).summary?.status, { timeout: 20_000 })
    .toBe("completed");
  const { summary } = await console.detail({ agentId: "weather-desk", runId });
  expect(summary).toMatchObject({
    status: "completed",
    name: "answer a question",
    tags: ["example"],
    roomId: "session-4",
    counts: { steps: 5, modelCalls: 2, tools: 1, errors: 0 },
    usage: { inputTokens: 139, outputTokens: 23 },
  });
  const steps = await stepsOf("weather-desk", runId);
  expect(steps.map(({ kind, path }) => [kind, path.replace("weather-desk", "")])).toEqual([
    ["agent", ""],
    ["flow", ".weather-answer"],
    ["model", ".weather-answer.mock-weather"],
    ["tool", ".weather-answer.weather"],
    ["model", ".weather-answer.mock-weather#2"],
  ]);
  const { messages, answer } = await chatOf(runId, steps[2]?.id ?? "");
  expect(messages.map(({ role }) => role)).toEqual(["system", "user"]);
  expect(answer?.parts).toMatchObject([{ type: "tool-call", name: "weather", input: { value: { city: "Graz" } } }]);
});
