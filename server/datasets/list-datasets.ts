import type { z } from "zod";
import type { Context } from "@/server/context";
import type { Dataset, listDatasetsInput } from "@/server/domain/dataset";
import { formatCursor, parseCursor } from "./list-cursor";
import { countDatasets, readDatasets } from "./store";
import { toDataset } from "./to-dataset";

export type DatasetPage = { datasets: Dataset[]; total: number; hasMore: boolean; nextCursor: string | null };

/** Newest first. */
export async function listDatasets({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.infer<typeof listDatasetsInput>;
}): Promise<DatasetPage> {
  const [createdAt = 0, key = 0] = input.cursor === undefined ? [] : parseCursor("datasets", input.cursor, 2);
  const after = input.cursor === undefined ? undefined : { createdAt, key };
  const [rows, total] = await Promise.all([
    readDatasets(ctx.db, input.q, after, input.limit + 1),
    countDatasets(ctx.db, input.q),
  ]);
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  const hasMore = rows.length > page.length;
  return {
    datasets: page.map(toDataset),
    total,
    hasMore,
    nextCursor: hasMore && last ? formatCursor("datasets", last.createdAt, last.key) : null,
  };
}
