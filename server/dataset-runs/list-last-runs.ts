import type { z } from "zod";
import type { Context } from "@/server/context";
import type { DatasetRunStatus, LastRun, lastRunsInput } from "@/server/domain/dataset-run";
import { readLastRuns } from "./last-run-store";

/** When each of some datasets was run last, and how that stands: what a list of datasets says of them. */
export async function listLastRuns({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.infer<typeof lastRunsInput>;
}): Promise<{ runs: LastRun[] }> {
  const rows = await readLastRuns(ctx.db, input.datasetIds);
  return { runs: rows.map((row) => ({ ...row, status: row.status as DatasetRunStatus })) };
}
