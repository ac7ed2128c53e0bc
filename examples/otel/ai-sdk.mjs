// The AI SDK with its own telemetry: nothing but `experimental_telemetry` is added to the calls. The model is the SDK's own
// mock, so that it runs without a key.
import { trace } from "@opentelemetry/api";
import { generateText, stepCountIs, tool } from "ai";
import { MockLanguageModelV3 } from "ai/test";
import { z } from "zod";
import { finishTracing, startTracing } from "./tracing.mjs";

const provider = startTracing("weather-desk");

const usage = (input, output) => ({
  inputTokens: { total: input, noCache: input, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: output, text: output, reasoning: 0 },
});
const answers = [
  {
    content: [{ type: "tool-call", toolCallId: "call_1", toolName: "weather", input: '{"city":"Graz"}' }],
    finishReason: { unified: "tool-calls", raw: "tool_calls" },
    usage: usage(58, 12),
    warnings: [],
  },
  {
    content: [{ type: "text", text: "In Graz it is 21 °C and dry." }],
    finishReason: { unified: "stop", raw: "stop" },
    usage: usage(81, 11),
    warnings: [],
  },
];
const model = new MockLanguageModelV3({
  provider: "mock-provider",
  modelId: "mock-weather",
  doGenerate: async () => answers.shift(),
});

const traceId = await trace.getTracer("weather-desk").startActiveSpan("answer a question", async (span) => {
  await generateText({
    model,
    system: "You know the weather.",
    prompt: "Do I need an umbrella in Graz?",
    stopWhen: stepCountIs(3),
    tools: {
      weather: tool({
        description: "The weather in a city",
        inputSchema: z.object({ city: z.string() }),
        execute: async ({ city }) => ({ city, celsius: 21, rain: false }),
      }),
    },
    experimental_telemetry: {
      isEnabled: true,
      functionId: "weather-answer",
      metadata: { sessionId: "session-4", userId: "ada", tags: ["example"] },
    },
  });
  span.end();
  return span.spanContext().traceId;
});

await finishTracing(provider, traceId);
