import type { Context } from "@/server/context";
import { listFailedDatasetRuns } from "@/server/dataset-runs/list-glances";
import { listFailures } from "@/server/runs/list-failures";

/** Long enough that what failed in the night is there in the morning. */
const recentMs = 24 * 3_600_000;
const mostDatasetRuns = 5;

/** What failed of late. It is read anew each time: what is looked at is bounded, however many runs there are. */
export async function getAttention({ ctx }: { ctx: Context }) {
  // To the minute, so that the address it leads to stays the same for a while.
  const since = Math.floor((Date.now() - recentMs) / 60_000) * 60_000;
  const failures = await listFailures(ctx, since);
  return { failures, datasetRuns: await listFailedDatasetRuns(ctx, since, mostDatasetRuns) };
}
