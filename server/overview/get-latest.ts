import type { Context } from "@/server/context";
import { hasDatasetRuns } from "@/server/dataset-runs/list-glances";
import { listSingleRuns } from "@/server/runs/list-single-runs";

const mostRuns = 10;

/** The latest single runs, and whether a dataset has ever been run. */
export async function getLatest({ ctx }: { ctx: Context }) {
  const { runs } = await listSingleRuns(ctx, { limit: mostRuns });
  return { runs, everDatasetRun: await hasDatasetRuns(ctx) };
}
