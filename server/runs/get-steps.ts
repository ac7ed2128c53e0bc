import { z } from "zod";
import type { Context } from "@/server/context";
import { runId, stepId } from "@/server/domain/ids";
import type { Step } from "@/server/domain/step";
import { requireRun } from "./require-run";
import { countChildren, readSteps } from "./step-store";
import { fromStepId, toStep } from "./to-step";

export const getStepsInput = z.strictObject({ runId, stepIds: z.array(stepId).min(1).max(500) });

/** How some steps stand now, without what they took and gave; those that are not there are left out. */
export async function getSteps({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.infer<typeof getStepsInput>;
}): Promise<{ steps: Step[] }> {
  const run = await requireRun(ctx, input.runId);
  const numbers = input.stepIds.map(fromStepId).filter((n) => !Number.isNaN(n));
  const [rows, children] = await Promise.all([readSteps(ctx.db, run.key, numbers), countChildren(ctx.db, run.key, numbers)]);
  const now = Date.now();
  return { steps: rows.map((row) => toStep(row, children.get(row.n) ?? 0, now, run.status)) };
}
