import type { Context } from "@/server/context";
import type { RunEvent } from "@/server/domain/run-event";
import { AppError } from "@/server/errors";
import { placeInStream, streamEvents } from "@/server/runs/stream-events";

const pingEveryMs = 15_000;
const encoder = new TextEncoder();

/** Server-sent events: `id:` is the event's seq, so a browser resumes by itself where it was cut off. */
export async function eventStream(ctx: Context, runId: string, request: Request): Promise<Response> {
  const after = parseLastEventId(request.headers.get("last-event-id"));
  const place = await placeInStream({ ctx, runId, after });
  if (place === "end") return new Response(null, { status: 204 });
  if (place === "beyond") throw new AppError("bad-input", `Last-Event-ID ${after} is not the id of an event of this stream yet.`);
  const hungUp = new AbortController();
  const events = streamEvents({ ctx, runId, after, signal: hungUp.signal });
  let ping: NodeJS.Timeout | undefined;
  /** However it ends. A stream whose reader fell behind stands still between two events, and hears only `return`. */
  const end = (): void => {
    clearInterval(ping);
    hungUp.abort();
    void events.return(undefined);
  };
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      // A comment at once, so that proxies and browsers know the stream stands, and then now and again.
      controller.enqueue(encoder.encode(": open\n\n"));
      ping = setInterval(() => {
        if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(": ping\n\n"));
      }, pingEveryMs);
    },
    pull: async (controller) => {
      try {
        const next = await events.next();
        if (next.done) {
          end();
          controller.close();
        } else controller.enqueue(encoder.encode(toMessage(next.value)));
      } catch (cause) {
        end();
        throw cause;
      }
    },
    cancel: end,
  });
  if (request.signal.aborted) end();
  else request.signal.addEventListener("abort", end, { once: true });
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}

function toMessage(event: RunEvent): string {
  return `id: ${event.seq}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

function parseLastEventId(header: string | null): number {
  if (header === null || header === "") return 0;
  if (!/^\d{1,15}$/.test(header))
    throw new AppError("bad-input", "Last-Event-ID is the id of an event of this stream: a whole number.");
  return Number(header);
}
