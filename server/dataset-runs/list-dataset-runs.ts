import type { Context } from "@/server/context";
import type { DatasetRun, ListDatasetRunsInput } from "@/server/domain/dataset-run";
import { formatCursor, parseCursor } from "@/server/runs/list-runs";
import { requireDataset } from "@/server/datasets/require-dataset";
import { findDatasetRuns } from "./find-dataset-runs";
import { countDatasetRuns } from "./store";
import { toDatasetRun } from "./to-dataset-run";

type Call = { ctx: Context; input: ListDatasetRunsInput };
type Page = { runs: DatasetRun[]; total: number; hasMore: boolean; nextCursor: string | null };

/** A dataset's runs, newest first. */
export async function listDatasetRuns({ ctx, input: { datasetId, limit, cursor, ...filter } }: Call): Promise<Page> {
  const { key } = await requireDataset(ctx, datasetId);
  const after = cursor === undefined ? undefined : parseCursor(cursor);
  const [rows, total] = await Promise.all([
    findDatasetRuns(ctx, key, filter, after, limit + 1),
    countDatasetRuns(ctx.db, key, filter),
  ]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const hasMore = rows.length > limit;
  return {
    runs: await Promise.all(page.map((row) => toDatasetRun(ctx, row))),
    total,
    hasMore,
    nextCursor: hasMore && last ? formatCursor(last) : null,
  };
}
