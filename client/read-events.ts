import type { RunEvent } from "../server/domain/run-event";

/** The console says something at least every 15 seconds; a line that is silent for much longer is dead, though nobody said so. */
const longestSilenceMs = 45_000;

/** Server-sent events one by one, as they come. Leaving the loop hangs up. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<RunEvent, void, undefined> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  try {
    for (;;) {
      const { done, value } = await within(longestSilenceMs, reader.read());
      if (done) return;
      text += decoder.decode(value, { stream: true });
      const messages = text.split("\n\n");
      text = messages.pop() ?? "";
      for (const message of messages) {
        const data = dataOf(message);
        if (data !== undefined) yield JSON.parse(data) as RunEvent;
      }
    }
  } finally {
    // Whoever is not there any more need not be told.
    await reader.cancel().catch(() => {});
  }
}

function dataOf(message: string): string | undefined {
  const lines = message.split("\n").flatMap((line) => (line.startsWith("data:") ? [line.slice(5).replace(/^ /, "")] : []));
  return lines.length === 0 ? undefined : lines.join("\n");
}

async function within<Value>(ms: number, promise: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing was heard for ${ms / 1000} s`)), ms);
  });
  try {
    return await Promise.race([promise, silence]);
  } finally {
    clearTimeout(timer);
  }
}
