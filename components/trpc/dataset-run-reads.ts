import { notFound } from "next/navigation";
import { itemsInput, readResultAddress } from "@/components/dataset-runs/result-address";
import { searchParamsOf } from "@/components/runs/run-filter";
import { datasetRunRef, type DatasetRun } from "@/server/domain/dataset-run";
import { getQueryClient, orNotFound, trpc } from "./server";

type Ref = { datasetId: string; runId: string };

/** The reads that decide whether a dataset run's page exists. */
export async function readDatasetRun(ids: Ref): Promise<{ run: DatasetRun; dataset: string }> {
  const ref = datasetRunRef.safeParse(ids);
  if (!ref.success) notFound();
  const client = getQueryClient();
  const { run } = await orNotFound(client.fetchQuery(trpc.datasetRuns.get.queryOptions(ref.data)));
  const { dataset } = await orNotFound(client.fetchQuery(trpc.datasetRuns.surroundings.queryOptions(ref.data)));
  return { run, dataset: dataset.name };
}

/** What the page shows besides; it streams in. */
export function prefetchDatasetRun(ref: Ref, params: Parameters<typeof searchParamsOf>[0]): void {
  const client = getQueryClient();
  const address = readResultAddress(searchParamsOf(params));
  void client.prefetchQuery(trpc.datasetRuns.figures.queryOptions(ref));
  void client.prefetchInfiniteQuery(
    trpc.datasetRuns.items.infiniteQueryOptions(itemsInput(ref, address), {
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  );
}
