import type { StreamPart, StreamResult } from "@/server/sdk/ai-model";
import type { ModelAnswer } from "./model-answer";
import { calledOff, type ModelCall, type RecordedCall } from "./model-call";
import { toFailure, toThrowable } from "./model-failure";
import { partsOf, StreamGatherer } from "./stream-entries";
import { streamOf } from "./stream-of";
import { TextFeed } from "./text-feed";

const saysSomething = new Set<StreamPart["type"]>(["text-delta", "reasoning-delta", "tool-input-start", "tool-call", "file"]);

/**
 * Passes a stream on as it comes, and gathers it. What asks for tools is held until the end is recorded, and with it the
 * end itself: tools run only under a call that will not be made again.
 */
export function passStream(source: ReadableStream<StreamPart>, call: ModelCall): ReadableStream<StreamPart> {
  const { run, n } = call.scope;
  const reader = source.getReader();
  const gathered = new StreamGatherer();
  const feed = new TextFeed((text) => run.tellText(n, text));
  let held: StreamPart[] | undefined;
  let ended = false;

  const end = async (status: "completed" | "error" | "cancelled", thrown?: unknown): Promise<void> => {
    if (ended) return;
    ended = true;
    run.atEnd.delete(leave);
    feed.close();
    await call.end(gathered.answer, status, thrown);
  };
  // Nobody reads it on, and the run ends: what came is what there is.
  const leave = (): void => {
    void end("cancelled");
    reader.cancel().catch(() => {});
  };
  run.atEnd.add(leave);

  const fail = async (thrown: unknown): Promise<unknown> => {
    if (call.signal.aborted) {
      await end("cancelled");
      return thrown;
    }
    const failure = call.hideKey(toFailure(thrown));
    gathered.answer.failure = failure;
    const error = await toThrowable(failure);
    await end("error", error);
    return error;
  };
  const finish = async (controller: ReadableStreamDefaultController<StreamPart>, last: StreamPart | undefined): Promise<void> => {
    await end(gathered.failed === undefined ? "completed" : "error", gathered.failed);
    call.noteTools(gathered.answer.content);
    for (const part of held ?? []) controller.enqueue(part);
    held = undefined;
    if (last) controller.enqueue(last);
  };

  return new ReadableStream<StreamPart>({
    async pull(controller) {
      for (;;) {
        const next = await reader.read().catch(async (thrown: unknown) => ({ thrown: await fail(thrown) }));
        if ("thrown" in next) return controller.error(next.thrown);
        if (next.done) {
          await finish(controller, undefined);
          return controller.close();
        }
        const part = next.value.type === "error" ? await withoutKey(next.value.error, call) : next.value;
        gathered.add(part);
        if (saysSomething.has(part.type)) call.noteFirstToken();
        if (part.type === "text-delta") feed.add(part.delta);
        if (part.type === "finish") return finish(controller, part);
        if (part.type === "tool-call") held ??= [];
        if (!held) return controller.enqueue(part);
        held.push(part);
      }
    },
    async cancel(reason) {
      await Promise.all([reader.cancel(reason), end("cancelled")]);
    },
  });
}

async function withoutKey(error: unknown, call: ModelCall): Promise<StreamPart> {
  return { type: "error", error: await toThrowable(call.hideKey(toFailure(error))) };
}

type ThrowAgain = (answer: ModelAnswer, call: ModelCall) => Promise<Error>;

/** A recorded stream again: its parts in the pieces they came in, and its end, whatever it was. */
export async function replayStream(recorded: RecordedCall, call: ModelCall, throwAgain: ThrowAgain): Promise<StreamResult> {
  const { answer, status, failed } = recorded;
  if (failed && !answer.stream) throw await throwAgain(answer, call);
  if (status === "cancelled" && !answer.stream) throw calledOff();
  call.noteTools(answer.content);
  return { stream: streamOf(replayedParts(recorded, call, throwAgain)) };
}

async function* replayedParts(
  { answer, status, failed }: RecordedCall,
  call: ModelCall,
  throwAgain: ThrowAgain,
): AsyncGenerator<StreamPart> {
  yield* partsOf(answer);
  const toldInside = answer.stream?.some((entry) => !Array.isArray(entry) && entry.type === "error") ?? false;
  if (failed && !toldInside) throw await throwAgain(answer, call);
  if (status === "cancelled") throw calledOff();
}
