import { setTimeout as pause } from "node:timers/promises";
import type { ModelProfile } from "@/server/domain/model-profile";
import type { CallOptions, Content, GenerateResult, LanguageModel, StreamPart } from "@/server/sdk/ai-model";
import { sampleOf, type Schema } from "./offline-sample";
import { streamOf } from "./stream-of";
import { countWords, wordsOf } from "./offline-words";

type Parameters = NonNullable<ModelProfile["parameters"]>;
type Turn = { text: string; toolCalls: { toolName: string; input: unknown }[] };

const usualDelayMs = 20;

/**
 * A stand-in for a model, to learn and to test with: no key, no network, and the same answer to the same prompt. It knows
 * nothing. It plays its script, or asks for the first tool it is offered and says what that gave, or says what it was told.
 */
export function createOfflineModel(modelId: string, parameters: Parameters): LanguageModel {
  return {
    specificationVersion: "v3",
    provider: "offline",
    modelId,
    supportedUrls: {},
    doGenerate: async (options) => {
      options.abortSignal?.throwIfAborted();
      return resultOf(options, turnOf(options, parameters));
    },
    doStream: async (options) => {
      options.abortSignal?.throwIfAborted();
      const result = resultOf(options, turnOf(options, parameters));
      return { stream: streamOf(partsOf(result, parameters.delayMs ?? usualDelayMs, options.abortSignal)) };
    },
  };
}

function turnOf(options: CallOptions, { script }: Parameters): Turn {
  const turns = options.prompt.filter(({ role }) => role === "assistant").length;
  const scripted = script?.[turns];
  if (typeof scripted === "string") return { text: scripted, toolCalls: [] };
  if (scripted) return { text: scripted.text ?? "", toolCalls: scripted.toolCalls ?? [] };
  const { said, found } = readPrompt(options.prompt);
  const { responseFormat } = options;
  if (responseFormat?.type === "json")
    return { text: JSON.stringify(sampleOf((responseFormat.schema ?? {}) as Schema, said)), toolCalls: [] };
  if (found !== undefined) return { text: `Here is what I found: ${found}`, toolCalls: [] };
  const tool = toolToCall(options);
  if (tool) return { text: "", toolCalls: [{ toolName: tool.name, input: sampleOf(tool.inputSchema as Schema, said) }] };
  return { text: said === "" ? "You said nothing." : `You said: ${said}`, toolCalls: [] };
}

function toolToCall({ tools, toolChoice }: CallOptions) {
  if (toolChoice?.type === "none") return undefined;
  const callable = (tools ?? []).flatMap((tool) => (tool.type === "function" ? [tool] : []));
  return toolChoice?.type === "tool" ? callable.find(({ name }) => name === toolChoice.toolName) : callable[0];
}

/** What the user said last, and what tools answered since. */
function readPrompt(prompt: CallOptions["prompt"]): { said: string; found: string | undefined } {
  const at = prompt.findLastIndex(({ role }) => role === "user");
  const user = prompt[at];
  const said = user?.role === "user" ? user.content.flatMap((part) => (part.type === "text" ? part.text : [])).join(" ") : "";
  const found = prompt
    .slice(at + 1)
    .flatMap((message) => (message.role === "tool" ? message.content : []))
    .flatMap((part) => (part.type === "tool-result" && "value" in part.output ? [tell(part.output.value)] : []));
  return { said, found: found.length > 0 ? found.join("; ") : undefined };
}

function tell(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function resultOf(options: CallOptions, { text, toolCalls }: Turn): GenerateResult {
  const calls = options.prompt.flatMap(({ role, content }) => (role === "assistant" ? content : []));
  const before = calls.filter((part) => typeof part === "object" && part.type === "tool-call").length;
  const content: Content[] = [
    ...(text === "" ? [] : [{ type: "text" as const, text }]),
    ...toolCalls.map(({ toolName, input }, at) => ({
      type: "tool-call" as const,
      toolCallId: `offline-${before + at + 1}`,
      toolName,
      input: JSON.stringify(input),
    })),
  ];
  const read = countWords(JSON.stringify(options.prompt));
  const written = content.reduce((sum, part) => sum + countWords(part.type === "text" ? part.text : JSON.stringify(part)), 0);
  return {
    content,
    finishReason: { unified: toolCalls.length > 0 ? "tool-calls" : "stop", raw: undefined },
    usage: {
      inputTokens: { total: read, noCache: read, cacheRead: undefined, cacheWrite: undefined },
      outputTokens: { total: written, text: written, reasoning: undefined },
    },
    warnings: [],
  };
}

async function* partsOf(result: GenerateResult, delayMs: number, signal: AbortSignal | undefined): AsyncGenerator<StreamPart> {
  const { content, finishReason, usage } = result;
  yield { type: "stream-start", warnings: [] };
  for (const [at, part] of content.entries()) {
    const id = `${at}`;
    if (part.type === "text") {
      yield { type: "text-start", id };
      for (const delta of wordsOf(part.text)) {
        if (delayMs > 0) await pause(delayMs, undefined, signal ? { signal } : {});
        yield { type: "text-delta", id, delta };
      }
      yield { type: "text-end", id };
    } else if (part.type === "tool-call") yield part;
  }
  yield { type: "finish", finishReason, usage };
}
