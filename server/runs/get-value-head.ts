import type { z } from "zod";
import type { Context } from "@/server/context";
import { AppError } from "@/server/errors";
import { requireStep, type stepValueRef } from "./get-step";
import { readPayloadHead, type PayloadHead } from "./payload-head-store";
import { requireRun } from "./require-run";

const headChars = 16_000;

/** The first part of a step's input or output that is too large to be shown whole, as JSON text. */
export async function getValueHead({ ctx, input }: { ctx: Context; input: z.infer<typeof stepValueRef> }): Promise<PayloadHead> {
  const run = await requireRun(ctx, input.runId);
  const row = await requireStep(ctx, run.key, input.stepId);
  const ref = input.part === "input" ? row.inputRef : row.outputRef;
  const head = ref === null ? undefined : await readPayloadHead(ctx.db, ref, headChars);
  if (!head) throw new AppError("not-found", `Step ${input.stepId} has no recorded ${input.part}.`);
  return head;
}
