import { pause } from "./pause";
import { mayPass } from "./trackside-error";

const [firstPauseMs, longestPauseMs] = [100, 2000];

/** Asks again, at growing intervals, until what is answered is as it should be; what may pass is waited out. */
export async function until<Found>(
  ask: () => Promise<Found>,
  isDone: (found: Found) => boolean,
  signal: AbortSignal | undefined,
): Promise<Found> {
  for (let ms = firstPauseMs; ; ms = Math.min(longestPauseMs, ms * 1.5)) {
    let waitMs = ms;
    try {
      const found = await ask();
      if (isDone(found)) return found;
    } catch (cause) {
      if (!mayPass(cause)) throw cause;
      waitMs = Math.max(ms, (cause.retryAfter ?? 0) * 1000);
    }
    await pause(waitMs, signal);
  }
}
