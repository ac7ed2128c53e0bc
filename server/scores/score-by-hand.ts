import type { z } from "zod";
import type { Context } from "@/server/context";
import type { humanScoreInput, Score } from "@/server/domain/score";
import type { Also } from "@/server/idempotency/make-once";
import { datasetRunTopic, runTopic } from "@/server/live/bus";
import { requireRun } from "@/server/runs/require-run";
import { datasetRunOf, putScores } from "./store";

/** What a person says of a run; a later word of the same name takes its place. */
export async function scoreByHand({
  ctx,
  input,
  also,
}: {
  ctx: Context;
  input: z.infer<typeof humanScoreInput>;
  also?: Also;
}): Promise<{ score: Score }> {
  const { runId, scorer, value, label, reason } = input;
  const { key } = await requireRun(ctx, runId);
  const score: Score = {
    scorer,
    value,
    ...(label === undefined ? {} : { label }),
    ...(reason === undefined ? {} : { reason }),
    source: "human",
  };
  await ctx.db.write([putScores([{ ...score, runKey: key }], Date.now()), ...(also?.(JSON.stringify(score)) ?? [])]);
  ctx.live.publish(runTopic(key));
  const datasetRun = await datasetRunOf(ctx.db, key);
  if (datasetRun !== undefined) ctx.live.publish(datasetRunTopic(datasetRun));
  return { score };
}
