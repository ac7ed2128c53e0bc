import type { Context } from "@/server/context";
import type { RunEvent } from "@/server/domain/run-event";
import { hasEnded, type RunStatus } from "@/server/domain/run-status";
import { runTopic } from "@/server/live/bus";
import { listen } from "@/server/live/wait-for-change";
import { readLastTold } from "./graft-store";
import { eventsAfter } from "./list-events";
import { requireRun } from "./require-run";

const pageSize = 1000;

type Call = { ctx: Context; runId: string; after: number; signal: AbortSignal };

/** Every event after a seq, then live, up to the run's end. */
export async function* streamEvents({ ctx, runId, after, signal }: Call): AsyncGenerator<RunEvent> {
  const { key } = await requireRun(ctx, runId);
  const changes = listen(ctx.live, runTopic(key), signal);
  let seq = after;
  try {
    for (;;) {
      const run = await requireRun(ctx, runId);
      const { events, nextAfter } = await eventsAfter(ctx, run, seq, pageSize);
      yield* events;
      seq = nextAfter ?? events.at(-1)?.seq ?? seq;
      if (nextAfter !== undefined) continue;
      if (hasEnded(run.status as RunStatus) || signal.aborted) return;
      await changes.next();
      if (signal.aborted) return;
    }
  } finally {
    changes.close();
  }
}

/** What a seq is in a run's stream: something comes after it, it was the last one ever, or it was never given out. */
export async function placeInStream({ ctx, runId, after }: Omit<Call, "signal">): Promise<"before-end" | "end" | "beyond"> {
  const run = await requireRun(ctx, runId);
  const last = await readLastTold(ctx.db, run);
  if (hasEnded(run.status as RunStatus)) return after >= last ? "end" : "before-end";
  return after > last ? "beyond" : "before-end";
}
