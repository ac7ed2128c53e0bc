import type { RunEvent } from "../server/domain/run-event";

/** The console says something at least every 15 seconds; a line that is silent for much longer is dead, though nobody said so. */
const longestSilenceMs = 45_000;

/** Server-sent events one by one, as they come. Leaving the loop hangs up. */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<RunEvent, void, undefined> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  try {
    for (;;) {
      const { done, value } = await heard(reader.read(), signal);
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
    // Whoever is not there any more need not be told, and nobody waits for it.
    reader.cancel().catch(() => {});
  }
}

function dataOf(message: string): string | undefined {
  const lines = message.split("\n").flatMap((line) => (line.startsWith("data:") ? [line.slice(5).replace(/^ /, "")] : []));
  return lines.length === 0 ? undefined : lines.join("\n");
}

/** What is read, unless nothing comes for too long, or nobody waits any more: not every fetch tells its body so. */
function heard<Read>(read: Promise<Read>, signal: AbortSignal | undefined): Promise<Read> {
  return new Promise((resolve, reject) => {
    const over = (settle: () => void): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      settle();
    };
    const stop = (): void => over(() => reject(signal?.reason as Error));
    const timer = setTimeout(() => {
      over(() => reject(new Error(`nothing was heard for ${longestSilenceMs / 1000} s`)));
    }, longestSilenceMs);
    signal?.addEventListener("abort", stop, { once: true });
    read.then(
      (value) => over(() => resolve(value)),
      (cause: Error) => over(() => reject(cause)),
    );
    if (signal?.aborted) stop();
  });
}
