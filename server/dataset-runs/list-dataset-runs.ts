import type { Context } from "@/server/context";
import type { DatasetRun, ListDatasetRunsInput } from "@/server/domain/dataset-run";
import { formatCursor, parseCursor } from "@/server/datasets/list-cursor";
import { requireDataset } from "@/server/datasets/require-dataset";
import { findDatasetRuns } from "./find-dataset-runs";
import { countDatasetRuns } from "./store";
import { toDatasetRun } from "./to-dataset-run";

type Call = { ctx: Context; input: ListDatasetRunsInput };
type Page = { runs: DatasetRun[]; total: number; hasMore: boolean; nextCursor: string | null };

/** A dataset's runs, newest first. */
export async function listDatasetRuns({ ctx, input: { datasetId, limit, cursor, ...filter } }: Call): Promise<Page> {
  const { key } = await requireDataset(ctx, datasetId);
  const [createdAt = 0, last = 0] = cursor === undefined ? [] : parseCursor("dataset-runs", cursor, 2);
  const after = cursor === undefined ? undefined : { createdAt, key: last };
  const [rows, total] = await Promise.all([
    findDatasetRuns(ctx, key, filter, after, limit + 1),
    countDatasetRuns(ctx.db, key, filter),
  ]);
  const page = rows.slice(0, limit);
  const end = page.at(-1);
  const hasMore = rows.length > limit;
  return {
    runs: await Promise.all(page.map((row) => toDatasetRun(ctx, row))),
    total,
    hasMore,
    nextCursor: hasMore && end ? formatCursor("dataset-runs", end.createdAt, end.key) : null,
  };
}
