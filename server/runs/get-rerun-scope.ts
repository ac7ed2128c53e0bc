import type { z } from "zod";
import type { Context } from "@/server/context";
import { firstGrafted } from "@/server/domain/grafted-step";
import { rootStep } from "@/server/domain/host-protocol";
import type { RerunScope } from "@/server/domain/rerun-plan";
import { nameOfPath } from "@/server/domain/step-path";
import { AppError } from "@/server/errors";
import { countForRerun } from "./count-for-rerun";
import { fewSteps } from "./find-steps";
import { requireStep, type stepRef } from "./get-step";
import { requireRun } from "./require-run";
import { readSteps } from "./step-store";
import { readNumbersAbove } from "./tree-store";

/** What a re-run from a step would take over and do again, as the run is now. */
export async function getRerunScope({ ctx, input }: { ctx: Context; input: z.infer<typeof stepRef> }): Promise<RerunScope> {
  const run = await requireRun(ctx, input.runId);
  const { n, begunSeq } = await requireStep(ctx, run.key, input.stepId);
  if (n >= firstGrafted)
    throw new AppError(
      "bad-input",
      "Another program told of this step: nothing can go on from it. Choose one of the run's own steps.",
    );
  const above = await readNumbersAbove(ctx.db, run.key, [n]);
  const asked = { runKey: run.key, begunSeq, above: [n, ...above] };
  const reused = run.steps <= fewSteps ? await countForRerun(ctx.db, asked) : await ctx.surveys.countForRerun(asked);
  // One that had ended before, as a model call before the tool call it asked for, is taken over itself.
  const around = (await readSteps(ctx.db, run.key, above))
    .filter((step) => step.n !== rootStep && !(step.endedSeq !== null && step.endedSeq < begunSeq))
    .toSorted((a, b) => a.begunSeq - b.begunSeq);
  return {
    reused,
    again: Math.max(0, run.steps - 1 - reused - around.length),
    around: around.map(({ path }) => nameOfPath(path)),
  };
}
