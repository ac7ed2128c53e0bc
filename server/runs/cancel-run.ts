import type { z } from "zod";
import type { Context } from "@/server/context";
import type { RunSummary, runRef } from "@/server/domain/run";
import { hasEnded, type RunStatus } from "@/server/domain/run-status";
import { AppError } from "@/server/errors";
import { detailOf } from "./get-run";
import { refuseForeign } from "./refuse-foreign";
import { requireRun } from "./require-run";

/** Asks the engine to end a run as cancelled; of two that race, the ending recorded first is the true one. */
export async function cancelRun({ ctx, input }: { ctx: Context; input: z.infer<typeof runRef> }): Promise<{ run: RunSummary }> {
  const run = await requireRun(ctx, input.runId);
  refuseForeign(run, "cannot be cancelled from here. It ends where it runs");
  const cancelled = !hasEnded(run.status as RunStatus) && (await ctx.engine.cancel(run.key));
  const now = await requireRun(ctx, input.runId);
  if (!cancelled) throw new AppError("conflict", `The run has ended already, as ${now.status}.`);
  return { run: await detailOf(ctx, now) };
}
