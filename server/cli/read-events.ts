import type { RunEvent } from "@/server/domain/run-event";

/** Reads a stream of server-sent events, one by one, as they come. */
export async function* readEvents(body: ReadableStream<Uint8Array> | null): AsyncGenerator<RunEvent> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const messages = text.split("\n\n");
    text = messages.pop() ?? "";
    for (const message of messages) {
      const data = message.split("\n").find((line) => line.startsWith("data: "));
      if (data !== undefined) yield JSON.parse(data.slice("data: ".length)) as RunEvent;
    }
  }
}
