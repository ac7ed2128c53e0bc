import type { Context } from "@/server/context";
import type { RunSummary } from "@/server/domain/run";
import { hasEnded } from "@/server/domain/run-status";
import { statusTopic } from "@/server/live/bus";
import { listen } from "@/server/live/wait-for-change";
import { detailOf } from "./get-run";
import { requireKey, requireRun } from "./require-run";
import { readStatus } from "./store";

const longestWaitMs = 600_000;

/** Answers when the run has ended or waits for a person, at most after ten minutes. Hanging up leaves the run going. */
export async function waitForRun({
  ctx,
  runId,
  signal,
}: {
  ctx: Context;
  runId: string;
  signal: AbortSignal;
}): Promise<{ run: RunSummary }> {
  const until = AbortSignal.any([signal, AbortSignal.timeout(longestWaitMs)]);
  const key = await requireKey(ctx, runId);
  const changes = listen(ctx.live, statusTopic(key), until);
  try {
    for (;;) {
      const status = await readStatus(ctx.db, key);
      if (status === undefined || hasEnded(status) || status === "waiting" || until.aborted)
        return { run: await detailOf(ctx, await requireRun(ctx, runId)) };
      await changes.next();
    }
  } finally {
    changes.close();
  }
}
