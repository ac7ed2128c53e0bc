import type { Content, GenerateResult, StreamPart } from "@/server/sdk/ai-model";
import type { RecordedFailure } from "./model-failure";

type Meta = Extract<StreamPart, { type: "text-delta" }>["providerMetadata"];
type Delta = Extract<StreamPart, { type: "text-delta" | "reasoning-delta" }>;
type PlainPart = Exclude<StreamPart, Delta | Content | { type: "error" } | { type: "finish" }>;

/**
 * A part of a stream as it is recorded. The texts are in the answer's content, once: of a delta its place there and its
 * length are kept, of a whole part its place.
 */
export type StreamEntry = [index: number, length?: number, meta?: Meta] | PlainPart | { type: "error"; failure: RecordedFailure };

/** What is recorded of a model's answer: enough to give the code the same answer again, as a whole or as a stream. */
export type ModelAnswer = {
  content: Content[];
  finishReason?: GenerateResult["finishReason"];
  usage?: GenerateResult["usage"];
  providerMetadata?: GenerateResult["providerMetadata"];
  warnings?: GenerateResult["warnings"];
  response?: { id?: string; modelId?: string; timestamp?: string | Date };
  /** How it came, where it came as a stream. */
  stream?: StreamEntry[];
  failure?: RecordedFailure;
};

export function toAnswer(result: GenerateResult): ModelAnswer {
  const { content, finishReason, usage, providerMetadata, warnings, response } = result;
  const { id, modelId, timestamp } = response ?? {};
  return {
    content: content.map(tellFile),
    finishReason,
    usage,
    ...(providerMetadata ? { providerMetadata } : {}),
    ...(warnings.length > 0 ? { warnings } : {}),
    ...((id ?? modelId ?? timestamp)
      ? { response: { ...(id ? { id } : {}), ...(modelId ? { modelId } : {}), ...(timestamp ? { timestamp } : {}) } }
      : {}),
  };
}

const unknownUsage: GenerateResult["usage"] = {
  inputTokens: { total: undefined, noCache: undefined, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: undefined, text: undefined, reasoning: undefined },
};

/** A recorded answer as the AI SDK had it. What JSON left out as undefined is undefined again. */
export function fromAnswer(answer: ModelAnswer): GenerateResult {
  const { content, finishReason, usage, providerMetadata, warnings, response } = answer;
  return {
    content,
    finishReason: { raw: undefined, ...(finishReason ?? { unified: "other" }) },
    usage: {
      ...usage,
      inputTokens: { ...unknownUsage.inputTokens, ...usage?.inputTokens },
      outputTokens: { ...unknownUsage.outputTokens, ...usage?.outputTokens },
    },
    warnings: warnings ?? [],
    ...(providerMetadata ? { providerMetadata } : {}),
    ...(response ? { response: reviveResponse(response) } : {}),
  };
}

export function reviveResponse<Response extends { timestamp?: string | Date }>(response: Response) {
  const { timestamp, ...rest } = response;
  return timestamp === undefined ? rest : { ...rest, timestamp: new Date(timestamp) };
}

/** Base64 is how the AI SDK itself tells files that are text. */
export function tellFile<Part extends Content | StreamPart>(part: Part): Part {
  if (part.type !== "file" || typeof part.data === "string") return part;
  return { ...part, data: Buffer.from(part.data).toString("base64") };
}

/** In a line: what it says, else what it asks for. */
export function previewOfAnswer({ content }: ModelAnswer): string {
  const text = content.flatMap((part) => (part.type === "text" ? part.text : [])).join("");
  if (text.trim() !== "") return text;
  return content.flatMap((part) => (part.type === "tool-call" ? `${part.toolName}(${part.input})` : [])).join(", ");
}
