import { z } from "zod";
import { checkAgainstSchema } from "@/server/agents/check-against-schema";
import type { Context } from "@/server/context";
import type { JsonSchema } from "@/server/domain/agent";
import { runId } from "@/server/domain/ids";
import { json } from "@/server/domain/json";
import type { RunSummary } from "@/server/domain/run";
import { AppError } from "@/server/errors";
import { detailOf } from "./get-run";
import { refuseForeign } from "./refuse-foreign";
import { requireRun } from "./require-run";
import { readPayload } from "./payload-store";
import { readOpenInputs, readStepsByPath } from "./step-store";

export const answerInputInput = z.strictObject({ runId, path: z.string().min(1).max(40_000), value: json });

/** Answers what a run asked a person: once, and only with what fits the question's schema. */
export async function answerInput({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.infer<typeof answerInputInput>;
}): Promise<{ run: RunSummary }> {
  const run = await requireRun(ctx, input.runId);
  refuseForeign(run, "takes no answers from here");
  const open = (await readOpenInputs(ctx.db, run.key)).find((row) => row.path === input.path);
  const step = open ?? (await readStepsByPath(ctx.db, run.key, input.path)).find((row) => row.kind === "input");
  if (!step) throw new AppError("not-found", `The run has no input ${input.path}.`);
  const gone = new AppError(
    "conflict",
    `The run does not wait for ${input.path} any more: it was answered, has expired, or the run has ended.`,
  );
  if (step.endedSeq !== null) throw gone;
  const asked = await readPayload(ctx.db, step.inputRef);
  const { schema } = JSON.parse(asked ?? "{}") as { schema?: JsonSchema };
  const faults = checkAgainstSchema(schema ?? {}, input.value, "value");
  if (faults.length > 0)
    throw new AppError("does-not-fit", `The answer does not fit what is asked: ${faults[0]?.path} ${faults[0]?.message}.`, {
      faults,
    });
  if (!(await ctx.engine.answer(run.key, step.n, JSON.stringify(input.value)))) throw gone;
  return { run: await detailOf(ctx, await requireRun(ctx, input.runId)) };
}
