import { messageOf } from "@/server/errors";
import type { Log } from "@/server/log";

const pauseMs = 1000;

/** Does what must be done, again and again until it is: a full disk passes, and nothing waits elsewhere for it. */
export async function persist<Result>(log: Log, what: string, work: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await work();
    } catch (cause) {
      log.error(`${what} failed, it is tried again: ${messageOf(cause)}`);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}
