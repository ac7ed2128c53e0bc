import { describe, expect, test } from "vitest";
import { readAnswer, readMessages } from "@/server/domain/chat";
import type { Json } from "@/server/domain/json";
import { assembleSpans } from "@/server/testing/assemble-spans";
import type { Span, SpanEvent } from "../span";
import { mapSpan } from "./map-span";

const span = (attributes: Record<string, Json>, more: Partial<Span> = {}): Span => ({
  traceId: "1".repeat(32),
  spanId: "2".repeat(16),
  parentId: "",
  name: "span",
  kind: 0,
  start: "1763700000000000000",
  end: "1763700001000000000",
  flags: 0,
  traceState: "",
  status: { code: 0, message: "" },
  attributes: Object.entries(attributes),
  events: [],
  links: [],
  dropped: [0, 0, 0],
  ...more,
});
const event = (name: string, attributes: Record<string, Json>): SpanEvent => ({
  name,
  time: "0",
  attributes: Object.entries(attributes),
});

const asked = [{ role: "user", parts: [{ type: "text", text: "Where is 8841?" }] }];
const answered = { role: "assistant", parts: [{ type: "text", text: "On its way." }] };
const tool = { type: "tool-call", name: "lookup", id: "c1", input: { id: 8841 } };

/** The same call, as each dialect tells it. */
const calls: [dialect: string, span: Span][] = [
  [
    "GenAI",
    span({
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "openai",
      "gen_ai.request.model": "m-1",
      "gen_ai.usage.input_tokens": 20,
      "gen_ai.usage.output_tokens": 5,
      "gen_ai.input.messages": JSON.stringify([{ role: "user", parts: [{ type: "text", content: "Where is 8841?" }] }]),
      "gen_ai.output.messages": JSON.stringify([{ role: "assistant", parts: [{ type: "text", content: "On its way." }] }]),
    }),
  ],
  [
    "GenAI, messages on an event",
    span(
      {
        "gen_ai.operation.name": "chat",
        "gen_ai.system": "openai",
        "gen_ai.request.model": "m-1",
        "gen_ai.usage.prompt_tokens": "20",
        "gen_ai.usage.completion_tokens": 5,
      },
      {
        events: [
          event("gen_ai.client.inference.operation.details", {
            "gen_ai.input.messages": [{ role: "user", parts: [{ type: "text", content: "Where is 8841?" }] }],
            "gen_ai.output.messages": [{ role: "assistant", parts: [{ type: "text", content: "On its way." }] }],
          }),
        ],
      },
    ),
  ],
  [
    "GenAI, an event a message",
    span(
      {
        "gen_ai.operation.name": "chat",
        "gen_ai.system": "openai",
        "gen_ai.request.model": "m-1",
        "gen_ai.usage.input_tokens": 20,
        "gen_ai.usage.output_tokens": 5,
      },
      {
        events: [
          event("gen_ai.user.message", { content: "Where is 8841?" }),
          event("gen_ai.choice", { message: '{"role":"assistant","content":"On its way."}' }),
        ],
      },
    ),
  ],
  [
    "OpenInference",
    span({
      "openinference.span.kind": "LLM",
      "llm.model_name": "m-1",
      "llm.provider": "openai",
      "llm.token_count.prompt": 20,
      "llm.token_count.completion": 5,
      "llm.input_messages.0.message.role": "user",
      "llm.input_messages.0.message.content": "Where is 8841?",
      "llm.output_messages.0.message.role": "assistant",
      "llm.output_messages.0.message.contents.0.message_content.type": "text",
      "llm.output_messages.0.message.contents.0.message_content.text": "On its way.",
    }),
  ],
  [
    "the AI SDK",
    span({
      "ai.operationId": "ai.generateText.doGenerate",
      "ai.model.id": "m-1",
      "ai.model.provider": "openai",
      "ai.usage.inputTokens": 20,
      "ai.usage.outputTokens": 5,
      "ai.prompt.messages": '[{"role":"user","content":[{"type":"text","text":"Where is 8841?"}]}]',
      "ai.response.text": "On its way.",
    }),
  ],
  [
    "OpenLLMetry",
    span({
      "llm.request.type": "chat",
      "gen_ai.system": "openai",
      "gen_ai.request.model": "m-1",
      "gen_ai.usage.prompt_tokens": 20,
      "gen_ai.usage.completion_tokens": 5,
      "gen_ai.prompt.0.role": "user",
      "gen_ai.prompt.0.content": "Where is 8841?",
      "gen_ai.completion.0.role": "assistant",
      "gen_ai.completion.0.content": "On its way.",
    }),
  ],
];

test.each(calls)("a model call in the words of %s is the same call", (_dialect, told) => {
  const { kind, name, provider, tokens, input, output, error } = mapSpan(told);
  expect({ kind, name, provider, tokens, error }).toEqual({
    kind: "model",
    name: "m-1",
    provider: "openai",
    tokens: { inputTokens: 20, outputTokens: 5 },
    error: undefined,
  });
  expect(readMessages(input)).toEqual(asked);
  expect(readAnswer(output)).toEqual(answered);
});

test.each<[string, Record<string, Json>]>([
  [
    "GenAI",
    {
      "gen_ai.output.messages":
        '[{"role":"assistant","parts":[{"type":"tool_call","id":"c1","name":"lookup","arguments":{"id":8841}}]}]',
    },
  ],
  [
    "OpenInference",
    {
      "llm.output_messages.0.message.role": "assistant",
      "llm.output_messages.0.message.tool_calls.0.tool_call.id": "c1",
      "llm.output_messages.0.message.tool_calls.0.tool_call.function.name": "lookup",
      "llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments": '{"id":8841}',
    },
  ],
  ["the AI SDK", { "ai.response.toolCalls": '[{"toolCallId":"c1","toolName":"lookup","input":"{\\"id\\":8841}"}]' }],
  [
    "OpenLLMetry",
    {
      "gen_ai.completion.0.role": "assistant",
      "gen_ai.completion.0.tool_calls.0.id": "c1",
      "gen_ai.completion.0.tool_calls.0.name": "lookup",
      "gen_ai.completion.0.tool_calls.0.arguments": '{"id":8841}',
    },
  ],
])("a tool the model asks for is read from %s", (_dialect, attributes) => {
  const { output } = mapSpan(span({ "gen_ai.operation.name": "chat", ...attributes }));
  expect(readAnswer(output)?.parts).toEqual([tool]);
});

test.each<[Record<string, Json>, { kind: string; name: string; input?: Json; output?: Json }]>([
  [
    {
      "gen_ai.operation.name": "execute_tool",
      "gen_ai.tool.name": "lookup",
      "gen_ai.tool.call.arguments": '{"id":1}',
      "gen_ai.tool.call.result": "found",
    },
    { kind: "tool", name: "lookup", input: { id: 1 }, output: "found" },
  ],
  [
    {
      "ai.operationId": "ai.toolCall",
      "ai.toolCall.name": "lookup",
      "ai.toolCall.args": '{"id":1}',
      "ai.toolCall.result": '"found"',
    },
    { kind: "tool", name: "lookup", input: { id: 1 }, output: "found" },
  ],
  [
    { "openinference.span.kind": "TOOL", "tool.name": "lookup", "input.value": '{"id":1}', "output.value": "found" },
    { kind: "tool", name: "lookup", input: { id: 1 }, output: "found" },
  ],
  [
    {
      "traceloop.span.kind": "tool",
      "traceloop.entity.name": "lookup",
      "traceloop.entity.input": '{"id":1}',
      "traceloop.entity.output": "found",
    },
    { kind: "tool", name: "lookup", input: { id: 1 }, output: "found" },
  ],
  [
    { "openinference.span.kind": "RETRIEVER", "input.value": "q" },
    { kind: "retrieval", name: "span", input: "q" },
  ],
  [{ "openinference.span.kind": "GUARDRAIL" }, { kind: "evaluator", name: "span" }],
  [
    { "traceloop.span.kind": "workflow", "traceloop.entity.name": "daily" },
    { kind: "flow", name: "daily" },
  ],
  [
    { "gen_ai.operation.name": "embeddings", "gen_ai.request.model": "e-1" },
    { kind: "embedding", name: "e-1" },
  ],
  [
    { "gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "desk" },
    { kind: "agent", name: "desk" },
  ],
  [{ "gen_ai.operation.name": "__proto__" }, { kind: "custom", name: "span" }],
  [{ "http.request.method": "GET" }, { kind: "custom", name: "span" }],
])("%j is %j", (attributes, wanted) => {
  const { kind, name, input, output } = mapSpan(span(attributes));
  expect({ kind, name, ...(input === undefined ? {} : { input }), ...(output === undefined ? {} : { output }) }).toEqual(wanted);
});

test.each<[Record<string, Json>, unknown]>([
  [{ "gen_ai.usage.input_tokens": 7 }, { inputTokens: 7, outputTokens: 0 }],
  [{ "gen_ai.usage.output_tokens": 2 }, { inputTokens: 0, outputTokens: 2 }],
  [{ "gen_ai.usage.input_tokens": "many" }, undefined],
  [{}, undefined],
])("a call that tells of tokens no more than %j has used %j", (told, tokens) => {
  expect(mapSpan(span({ "gen_ai.operation.name": "chat", ...told })).tokens).toEqual(tokens);
});

describe("what nests counts once", () => {
  const source = { resource: [], scope: { name: "", version: "", attributes: [] } };
  const id = (n: number): string => n.toString(16).padStart(16, "0");
  const call = { "gen_ai.operation.name": "chat", "gen_ai.usage.input_tokens": 7, "gen_ai.usage.output_tokens": 2 };
  const tree = async (...spans: [n: number, parent: number, attributes: Record<string, Json>][]) => {
    const known = spans.map(([n, parent, attributes]) => ({
      span: span(attributes, { spanId: id(n), parentId: parent ? id(parent) : "", name: `s${n}` }),
      source,
    }));
    return (await assembleSpans("1".repeat(32), known))?.steps.map(({ name, kind, usage }) => [name, kind, usage?.inputTokens]);
  };

  test("a framework's span of a call, around the provider's of the same", async () => {
    expect(await tree([1, 0, {}], [2, 1, call], [3, 2, {}], [4, 3, call])).toEqual([
      ["s2", "flow", undefined],
      ["s3", "custom", undefined],
      ["s4", "model", 7],
    ]);
  });

  test("an agent's sum over its calls; but where no call tells, the sum is what there is", async () => {
    const agent = { ...call, "gen_ai.operation.name": "invoke_agent" };
    expect(await tree([1, 0, {}], [2, 1, agent], [3, 2, call])).toEqual([
      ["s2", "agent", undefined],
      ["s3", "model", 7],
    ]);
    expect(await tree([1, 0, agent])).toEqual([["s1", "agent", 7]]);
  });

  test("a call whose tool makes calls of its own is one call, and they are others", async () => {
    expect(await tree([1, 0, {}], [2, 1, call], [3, 2, { "gen_ai.operation.name": "execute_tool" }], [4, 3, call])).toEqual([
      ["s2", "model", 7],
      ["s3", "tool", undefined],
      ["s4", "model", 7],
    ]);
  });
});
