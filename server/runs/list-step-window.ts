import { z } from "zod";
import type { Context } from "@/server/context";
import { runId, stepId } from "@/server/domain/ids";
import type { Step } from "@/server/domain/step";
import { stepStatus } from "@/server/domain/step-kind";
import { AppError } from "@/server/errors";
import { requireRun } from "./require-run";
import { countChildren, countStepWindow, readStepWindow, type StepWindow } from "./step-store";
import { fromStepId, toStep } from "./to-step";

export const listStepWindowInput = z.strictObject({
  runId,
  parent: stepId.optional(),
  offset: z.number().int().min(0).max(1e9).default(0),
  limit: z.number().int().min(1).max(1000).default(200),
  minMs: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  status: z.array(stepStatus).max(10).optional(),
  q: z.string().min(1).max(200).optional(),
});

/** A part of a run's tree: the children of one step in their order, or all steps in the order they began. */
export async function listStepWindow({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.infer<typeof listStepWindowInput>;
}): Promise<{ steps: Step[]; total: number }> {
  const run = await requireRun(ctx, input.runId);
  const parent = input.parent === undefined ? undefined : fromStepId(input.parent);
  if (Number.isNaN(parent)) throw new AppError("not-found", `The run has no step ${input.parent}.`);
  const now = Date.now();
  const { offset, limit } = input;
  const filter: StepWindow = { runKey: run.key, now };
  if (parent !== undefined) filter.parent = parent;
  if (input.minMs !== undefined) filter.minMs = input.minMs;
  if (input.status !== undefined) filter.status = run.status === "waiting" ? asRecorded(input.status) : input.status;
  if (input.q !== undefined) filter.q = input.q;
  const [rows, total] = await Promise.all([readStepWindow(ctx.db, filter, offset, limit), countStepWindow(ctx.db, filter)]);
  const children = await countChildren(
    ctx.db,
    run.key,
    rows.map((row) => row.n),
  );
  return { steps: rows.map((row) => toStep(row, children.get(row.n) ?? 0, now, run.status)), total };
}

/** Of a run that waits, what is recorded as running is shown as waiting. */
function asRecorded(shown: string[]): string[] {
  return shown.filter((status) => status !== "running").concat(shown.includes("waiting") ? "running" : []);
}
