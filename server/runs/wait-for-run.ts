import type { Context } from "@/server/context";
import type { RunSummary } from "@/server/domain/run";
import { hasEnded, type RunStatus } from "@/server/domain/run-status";
import { statusTopic } from "@/server/live/bus";
import { listen } from "@/server/live/wait-for-change";
import { detailOf } from "./get-run";
import { requireRun } from "./require-run";

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
  const { key } = await requireRun(ctx, runId);
  const changes = listen(ctx.live, statusTopic(key), until);
  try {
    for (;;) {
      const row = await requireRun(ctx, runId);
      if (hasEnded(row.status as RunStatus) || row.status === "waiting" || until.aborted)
        return { run: await detailOf(ctx, row) };
      await changes.next();
    }
  } finally {
    changes.close();
  }
}
