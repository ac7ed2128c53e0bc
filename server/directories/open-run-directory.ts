import type { Context } from "@/server/context";
import { AppError } from "@/server/errors";
import { requireRun } from "@/server/runs/require-run";

/** A run's directory as the run is now, written if it was not. */
export async function openRunDirectory(ctx: Context, runId: string): Promise<{ key: number; dir: string }> {
  const { key } = await requireRun(ctx, runId);
  const dir = await ctx.directories.open(key);
  if (dir === undefined) throw new AppError("not-found", `There is no run ${runId}.`);
  return { key, dir };
}
