import type { z } from "zod";
import type { Context } from "@/server/context";
import { readAnswer, readMessages } from "@/server/domain/chat";
import type { Json } from "@/server/domain/json";
import { shortenMessage, type ShownMessage } from "@/server/domain/shorten";
import { requireStep, type stepRef } from "./get-step";
import { readPayloads, type StoredPayload } from "./payload-store";
import { requireRun } from "./require-run";

/** Larger prompts would hold the others up while they are read. */
const mostBytes = 1_000_000;
const mostOfPart = 8_000;
const mostMessages = 400;

/** `leftOut`: so many messages between the first and the last ones. `tooLarge`: a prompt of so many bytes, to be downloaded. */
export type Chat = { messages: ShownMessage[]; answer?: ShownMessage; leftOut?: number; tooLarge?: number };

/** What a step said to a model and was answered, message by message; nothing where it holds no chat. */
export async function getChat({ ctx, input }: { ctx: Context; input: z.infer<typeof stepRef> }): Promise<Chat> {
  const run = await requireRun(ctx, input.runId);
  const { inputRef, outputRef } = await requireStep(ctx, run.key, input.stepId);
  const stored = await readPayloads(ctx.db, [inputRef ?? [], outputRef ?? []].flat(), mostBytes);
  const prompt = inputRef === null ? undefined : stored.get(inputRef);
  const messages = readMessages(valueOf(prompt)) ?? [];
  const answer = readAnswer(valueOf(outputRef === null ? undefined : stored.get(outputRef)));
  const leftOut = messages.length - mostMessages;
  const shown = leftOut > 0 ? [...messages.slice(0, 2), ...messages.slice(2 + leftOut)] : messages;
  return {
    messages: shown.map((message) => shortenMessage(message, mostOfPart)),
    ...(answer && answer.parts.length > 0 ? { answer: shortenMessage(answer, mostOfPart) } : {}),
    ...(leftOut > 0 ? { leftOut } : {}),
    ...(prompt && prompt.body === null ? { tooLarge: prompt.bytes } : {}),
  };
}

const valueOf = (stored: StoredPayload | undefined): Json | undefined =>
  stored && stored.body !== null ? (JSON.parse(stored.body) as Json) : undefined;
