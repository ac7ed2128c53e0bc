import type { z } from "zod";
import type { Context } from "@/server/context";
import type { RunShape, shapeInput } from "@/server/domain/step-window";
import { requireRun } from "./require-run";
import { toStepId } from "./to-step";

/** A run from afar: what its axis and its minimap show, whatever its size. */
export async function getShape({
  ctx,
  input: { runId, buckets },
}: {
  ctx: Context;
  input: z.infer<typeof shapeInput>;
}): Promise<RunShape> {
  const { begun, failed, models, critical, orphans, ...survey } = await ctx.surveys.survey(await requireRun(ctx, runId));
  return {
    ...survey,
    begun: intoFewer(begun, buckets),
    failed: intoFewer(failed, buckets),
    models: intoFewer(models, buckets),
    critical: critical.map(({ n, ...times }) => ({ id: toStepId(n), ...times })),
    orphans: orphans.length,
  };
}

function intoFewer(counts: number[], buckets: number): number[] {
  const fewer = Array.from({ length: buckets }, () => 0);
  for (const [at, count] of counts.entries()) {
    const bucket = Math.floor((at * buckets) / counts.length);
    fewer[bucket] = (fewer[bucket] ?? 0) + count;
  }
  return fewer;
}
