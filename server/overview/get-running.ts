import type { Context } from "@/server/context";
import { listRunningDatasetRuns } from "@/server/dataset-runs/list-glances";
import { countRuns } from "@/server/runs/count-runs";
import { listSingleRuns } from "@/server/runs/list-single-runs";

const mostRuns = 10;
const mostDatasetRuns = 10;

/** What runs now: single runs, and dataset runs as one each. */
export async function getRunning({ ctx }: { ctx: Context }) {
  const singles = await listSingleRuns(ctx, { status: ["running", "pending", "waiting"], limit: mostRuns });
  const datasetRuns = await listRunningDatasetRuns(ctx, mostDatasetRuns);
  return { singles, datasetRuns, live: (await countRuns(ctx)).live };
}
