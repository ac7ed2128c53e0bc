import type { RunEvent } from "../server/domain/run-event";
import type { RunRef } from "./calls";
import { place, type Connection } from "./connection";
import { eventsOfRun } from "./operations";
import { pause } from "./pause";
import { readEvents } from "./read-events";
import { mayPass, TracksideError } from "./trackside-error";

export type WatchOptions = {
  /** Only events behind this seq; 0 where not said, which is all of them. */
  after?: number | undefined;
  signal?: AbortSignal | undefined;
};

const [shortestPauseMs, longestPauseMs] = [250, 10_000];

/**
 * A run's events from the start, then live, to its end: each once and in order, however often the line breaks. A refusal
 * that will not pass ends it with an error; who waits no longer gives a signal.
 */
export async function* watchRun(
  connection: Connection,
  find: () => Promise<RunRef>,
  { after = 0, signal }: WatchOptions,
): AsyncGenerator<RunEvent, void, undefined> {
  const [method = "", pattern = ""] = eventsOfRun.split(" ");
  let [run, seen]: [RunRef | undefined, number] = [undefined, after];
  for (let failures = 0; ; failures++) {
    try {
      const lastEventId = seen > 0 ? String(seen) : undefined;
      run ??= await find();
      const { path } = place(pattern, { agentId: run.agentId, runId: run.runId });
      const answer = await connection.send(method, path, { accept: "text/event-stream", signal, lastEventId });
      if (answer.status === 204 || !answer.body) return;
      for await (const event of readEvents(answer.body, signal)) {
        if (event.seq <= seen) continue;
        [seen, failures] = [event.seq, 0];
        yield event;
        if (event.type === "RUN_ENDED") return;
      }
      signal?.throwIfAborted();
      await pause(pauseAfter(failures, undefined), signal);
    } catch (cause) {
      signal?.throwIfAborted();
      if (cause instanceof TracksideError && !mayPass(cause)) throw cause;
      await pause(pauseAfter(failures, mayPass(cause) ? cause.retryAfter : undefined), signal);
    }
  }
}

/** Longer each time, and not all at the same moment. */
function pauseAfter(failures: number, retryAfter: number | undefined): number {
  const longer = Math.min(longestPauseMs, shortestPauseMs * 2 ** failures);
  return Math.max((retryAfter ?? 0) * 1000, longer * (0.5 + Math.random() / 2));
}
