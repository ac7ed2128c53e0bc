import type { Context } from "@/server/context";
import { AppError } from "@/server/errors";
import { readDatasetRun, type DatasetRunRow } from "./store";

/** A dataset run is found under its own dataset only. */
export async function requireDatasetRun(
  ctx: Context,
  { datasetId, runId }: { datasetId: string; runId: string },
): Promise<DatasetRunRow> {
  const row = await readDatasetRun(ctx.db, runId);
  if (!row || row.datasetId !== datasetId) throw new AppError("not-found", `Dataset ${datasetId} has no run ${runId}.`);
  return row;
}
