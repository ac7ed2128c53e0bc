import type { Context } from "@/server/context";
import { AppError } from "@/server/errors";
import { hasSeenAll, streamEvents } from "@/server/runs/stream-events";

const pingEveryMs = 15_000;

/** Server-sent events: `id:` is the event's seq, so a browser resumes by itself where it was cut off. */
export async function eventStream(ctx: Context, runId: string, request: Request): Promise<Response> {
  const after = parseLastEventId(request.headers.get("last-event-id"));
  if (await hasSeenAll({ ctx, runId, after })) return new Response(null, { status: 204 });
  const hungUp = new AbortController();
  request.signal.addEventListener("abort", () => hungUp.abort(), { once: true });
  const events = streamEvents({ ctx, runId, after, signal: hungUp.signal });
  const encoder = new TextEncoder();
  let ping: NodeJS.Timeout | undefined;
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      // A comment at once, so that proxies and browsers know the stream stands, and then now and again.
      controller.enqueue(encoder.encode(": open\n\n"));
      ping = setInterval(() => controller.enqueue(encoder.encode(": ping\n\n")), pingEveryMs);
    },
    pull: async (controller) => {
      const { value, done } = await events.next();
      if (done) {
        clearInterval(ping);
        controller.close();
      } else controller.enqueue(encoder.encode(`id: ${value.seq}\nevent: ${value.type}\ndata: ${JSON.stringify(value)}\n\n`));
    },
    cancel: () => {
      clearInterval(ping);
      hungUp.abort();
    },
  });
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}

function parseLastEventId(header: string | null): number {
  if (header === null || header === "") return 0;
  if (!/^\d{1,15}$/.test(header))
    throw new AppError("bad-input", "Last-Event-ID is the id of an event of this stream: a whole number.");
  return Number(header);
}
