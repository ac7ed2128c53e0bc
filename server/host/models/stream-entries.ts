import type { Content, StreamPart } from "@/server/sdk/ai-model";
import { fromAnswer, reviveResponse, tellFile, type ModelAnswer, type StreamEntry } from "./model-answer";
import { toFailure, toThrowable } from "./model-failure";

/** Gathers a stream while it passes, into the answer it comes to. */
export class StreamGatherer {
  readonly answer: ModelAnswer & { stream: StreamEntry[] } = { content: [], stream: [] };
  /** The first error the model's server told of within the stream. */
  failed: unknown;
  readonly #places = new Map<string, number>();

  add(part: StreamPart): void {
    const { content, stream } = this.answer;
    switch (part.type) {
      case "text-start":
      case "reasoning-start": {
        const { id, providerMetadata } = part;
        this.#places.set(id, content.length);
        const meta = providerMetadata ? { providerMetadata } : {};
        content.push({ type: part.type === "text-start" ? "text" : "reasoning", text: "", ...meta });
        stream.push(part);
        return;
      }
      case "text-delta":
      case "reasoning-delta": {
        const at = this.#places.get(part.id);
        const whole = at === undefined ? undefined : content[at];
        if (at === undefined || (whole?.type !== "text" && whole?.type !== "reasoning")) return;
        whole.text += part.delta;
        if (part.providerMetadata) whole.providerMetadata = part.providerMetadata;
        stream.push(part.providerMetadata ? [at, part.delta.length, part.providerMetadata] : [at, part.delta.length]);
        return;
      }
      case "tool-call":
      case "tool-result":
      case "tool-approval-request":
      case "file":
      case "source":
        stream.push([content.length]);
        content.push(tellFile(part));
        return;
      case "error":
        this.failed ??= part.error;
        stream.push({ type: "error", failure: toFailure(part.error) });
        return;
      case "finish": {
        const { type: _type, ...rest } = part;
        Object.assign(this.answer, rest);
        return;
      }
      case "response-metadata": {
        const { type: _type, ...rest } = part;
        this.answer.response = rest;
        stream.push(part);
        return;
      }
      case "stream-start":
        if (part.warnings.length > 0) this.answer.warnings = part.warnings;
        stream.push(part);
        return;
      default:
        stream.push(part);
    }
  }
}

/** The parts of a recorded answer, in the order and the pieces in which they came. */
export async function* partsOf(answer: ModelAnswer): AsyncGenerator<StreamPart> {
  const { finishReason, usage, providerMetadata } = fromAnswer(answer);
  if (answer.stream) yield* recordedParts(answer.content, answer.stream);
  else yield* wholeParts(answer);
  if (answer.finishReason) yield { type: "finish", finishReason, usage, ...(providerMetadata ? { providerMetadata } : {}) };
}

async function* recordedParts(content: Content[], stream: StreamEntry[]): AsyncGenerator<StreamPart> {
  const ids: (string | undefined)[] = [];
  const read: number[] = [];
  for (const entry of stream) {
    if (!Array.isArray(entry)) {
      if (entry.type === "text-start" || entry.type === "reasoning-start") ids.push(entry.id);
      if (entry.type === "error") yield { type: "error", error: await toThrowable(entry.failure) };
      else if (entry.type === "response-metadata") yield reviveResponse(entry);
      else yield entry;
      continue;
    }
    const [index, length, providerMetadata] = entry;
    const part = content[index];
    if (!part) continue;
    if (length === undefined) {
      ids.push(undefined);
      yield part as StreamPart;
    } else if (part.type === "text" || part.type === "reasoning") {
      const from = read[index] ?? 0;
      read[index] = from + length;
      const delta = part.text.slice(from, from + length);
      const meta = providerMetadata ? { providerMetadata } : {};
      yield { type: part.type === "text" ? "text-delta" : "reasoning-delta", id: ids[index] ?? `${index}`, delta, ...meta };
    }
  }
}

/** An answer that came as a whole, asked for as a stream by code that has changed since. */
async function* wholeParts({ content, warnings, response }: ModelAnswer): AsyncGenerator<StreamPart> {
  yield { type: "stream-start", warnings: warnings ?? [] };
  if (response) yield { type: "response-metadata", ...reviveResponse(response) };
  for (const [index, part] of content.entries()) {
    const id = `${index}`;
    if (part.type === "text") {
      yield { type: "text-start", id };
      yield { type: "text-delta", id, delta: part.text };
      yield { type: "text-end", id };
    } else if (part.type === "reasoning") {
      const meta = part.providerMetadata ? { providerMetadata: part.providerMetadata } : {};
      yield { type: "reasoning-start", id, ...meta };
      yield { type: "reasoning-delta", id, delta: part.text };
      yield { type: "reasoning-end", id, ...meta };
    } else yield part;
  }
}
