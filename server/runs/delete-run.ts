import type { z } from "zod";
import { deleteArtifacts } from "@/server/artifacts/keep-artifact";
import type { Context } from "@/server/context";
import type { ForeignSource } from "@/server/domain/foreign-source";
import type { runRef } from "@/server/domain/run";
import { hasEnded, type RunStatus } from "@/server/domain/run-status";
import { traceIdOf } from "@/server/domain/trace-ids";
import { AppError } from "@/server/errors";
import { datasetRunOfScores, deleteScores } from "@/server/scores/detach-scores";
import { datasetRunTopic } from "@/server/live/bus";
import { requireRun } from "./require-run";
import { readSteps } from "./step-store";
import { deleteRunRows, readRun, type RunRow } from "./store";

/** Takes an ended run away, with its steps. What re-runs have taken over from it stays theirs. */
export async function deleteRun({ ctx, input }: { ctx: Context; input: z.infer<typeof runRef> }): Promise<void> {
  const { key } = await requireRun(ctx, input.runId);
  const datasetRun = await datasetRunOfScores(ctx.db, key);
  await ctx.engine.inTurn(key, async () => {
    const run = await requireRun(ctx, input.runId);
    // One that was made elsewhere is not at work here, and cannot be cancelled from here.
    if (run.origin === null && !hasEnded(run.status as RunStatus))
      throw new AppError("conflict", `The run is ${run.status}. Cancel it first, or wait for its end.`);
    if (await isWaitedFor(ctx, run))
      throw new AppError(
        "conflict",
        `The run ${run.parentRunId} that started it has not taken its result yet. Try again in a moment.`,
      );
    // Of one made here other programs may have told, under its trace.
    const came =
      run.origin === null
        ? ctx.drawings.forget("otlp", traceIdOf(run.id))
        : ctx.drawings.forget(run.origin as ForeignSource, run.id);
    await ctx.db.write([...deleteRunRows(key), deleteArtifacts(key), deleteScores(key), ...came]);
  });
  ctx.texts.changed(key);
  ctx.surveys.forget(key);
  await ctx.directories.remove(key, input.runId);
  ctx.live.publish("runs");
  // Its scores count there no more.
  if (datasetRun !== undefined) ctx.live.publish(datasetRunTopic(datasetRun));
}

/** A step that waits for a run would start it anew if it were gone. */
async function isWaitedFor({ db }: Context, { parentRunId, parentStep }: RunRow): Promise<boolean> {
  const parent = parentRunId === null ? undefined : await readRun(db, parentRunId);
  if (!parent || parentStep === null || hasEnded(parent.status as RunStatus)) return false;
  const [step] = await readSteps(db, parent.key, [parentStep]);
  return step?.endedSeq === null;
}
