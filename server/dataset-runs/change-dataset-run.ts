import type { z } from "zod";
import type { Context } from "@/server/context";
import type { DatasetRun, datasetRunRef, retryDatasetRunInput, scoreDatasetRunInput } from "@/server/domain/dataset-run";
import { AppError } from "@/server/errors";
import { checkScorers } from "./check-scorers";
import { getDatasetRun } from "./get-dataset-run";
import { requireDatasetRun } from "./require-dataset-run";

type Call<Input extends z.ZodType> = { ctx: Context; input: z.output<Input> };
type Answer = Promise<{ run: DatasetRun }>;

/** Cancelled from now on: what is under way ends soon after, what was not begun never begins. */
export async function cancelDatasetRun({ ctx, input }: Call<typeof datasetRunRef>): Answer {
  const { key } = await requireDatasetRun(ctx, input);
  if (!(await ctx.engine.datasetRuns.cancel(key))) {
    const { status, endedAt } = await requireDatasetRun(ctx, input);
    throw new AppError(
      "conflict",
      endedAt === null ? "The dataset run is being cancelled already." : `The dataset run has ended already (${status}).`,
    );
  }
  return getDatasetRun({ ctx, input });
}

/** Runs item-trials that have ended so once more, from nothing; while others still run, too. */
export async function retryDatasetRun({ ctx, input: { statuses, ...ref } }: Call<typeof retryDatasetRunInput>): Answer {
  const { key } = await requireDatasetRun(ctx, ref);
  if ((await ctx.engine.datasetRuns.retry(key, statuses)) === undefined)
    throw new AppError("conflict", "The dataset run is being cancelled. Try again when that is done.");
  return getDatasetRun({ ctx, input: ref });
}

/** Scores completed runs without running the agent; until that is done the dataset run counts as running. */
export async function scoreDatasetRun({ ctx, input: { scorers, ...ref } }: Call<typeof scoreDatasetRunInput>): Answer {
  const { key } = await requireDatasetRun(ctx, ref);
  checkScorers(ctx, scorers);
  if (!(await ctx.engine.datasetRuns.score(key, scorers)))
    throw new AppError("conflict", "The dataset run has not ended yet. Score it when it has.");
  return getDatasetRun({ ctx, input: ref });
}

/** Takes an ended dataset run away with its runs; those go behind, a part at a time. */
export async function deleteDatasetRun({ ctx, input }: Call<typeof datasetRunRef>): Promise<void> {
  const { key } = await requireDatasetRun(ctx, input);
  if (!(await ctx.engine.datasetRuns.remove(key)))
    throw new AppError("conflict", "The dataset run has not ended. Cancel it first, or wait for its end.");
}
