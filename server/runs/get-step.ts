import { z } from "zod";
import type { Context } from "@/server/context";
import { runId, stepId } from "@/server/domain/ids";
import type { Json } from "@/server/domain/json";
import type { Step } from "@/server/domain/step";
import { AppError } from "@/server/errors";
import { readPayload } from "./payload-store";
import { pointToSpan } from "./point-to-span";
import { readValues, stepHref } from "./read-value";
import { requireRun } from "./require-run";
import { countChildren, readSteps, type StepRow } from "./step-store";
import { fromStepId, toStep } from "./to-step";

export const stepRef = z.strictObject({ runId, stepId });
export const stepValueRef = stepRef.extend({ part: z.enum(["input", "output"]) });

export async function getStep({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.infer<typeof stepRef>;
}): Promise<{ step: Step; input?: Json; output?: Json }> {
  const run = await requireRun(ctx, input.runId);
  const row = await requireStep(ctx, run.key, input.stepId);
  const children = await countChildren(ctx.db, run.key, [row.n]);
  const values = await readValues(ctx, [
    { ref: row.inputRef, href: stepHref(run.agentId, run.id, input.stepId, "input") },
    { ref: row.outputRef, href: stepHref(run.agentId, run.id, input.stepId, "output") },
  ]);
  const given = row.inputRef === null ? undefined : values.get(row.inputRef);
  const output = row.outputRef === null ? undefined : values.get(row.outputRef);
  const step = toStep(row, children.get(row.n) ?? 0, Date.now(), run.status);
  const span = stepHref(run.agentId, run.id, input.stepId, "span");
  if (step.attributes) step.attributes = pointToSpan(step.attributes, span);
  return {
    step,
    ...(given === undefined ? {} : { input: given }),
    ...(output === undefined ? {} : { output }),
  };
}

/** A step's whole input or output as JSON text, however large. */
export async function getStepValue({ ctx, input }: { ctx: Context; input: z.infer<typeof stepValueRef> }): Promise<string> {
  const run = await requireRun(ctx, input.runId);
  const row = await requireStep(ctx, run.key, input.stepId);
  const ref = input.part === "input" ? row.inputRef : row.outputRef;
  const body = await readPayload(ctx.db, ref);
  if (typeof body !== "string") throw new AppError("not-found", `Step ${input.stepId} has no recorded ${input.part}.`);
  return body;
}

export async function requireStep(ctx: Context, runKey: number, id: string): Promise<StepRow> {
  const n = fromStepId(id);
  const [row] = Number.isSafeInteger(n) ? await readSteps(ctx.db, runKey, [n]) : [];
  if (!row) throw new AppError("not-found", `The run has no step ${id}.`);
  return row;
}
