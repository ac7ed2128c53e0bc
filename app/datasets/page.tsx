import type { Metadata } from "next";
import { Suspense } from "react";
import { DatasetList } from "@/components/datasets/list/dataset-list";
import { datasetsInput, readDatasetSearch } from "@/components/datasets/list/dataset-search";
import { DatasetListSkeleton } from "@/components/datasets/list/dataset-list-skeleton";
import { DatasetListActions } from "@/components/datasets/list/dataset-list-actions";
import { searchParamsOf } from "@/components/runs/run-filter";
import { PageFrame } from "@/components/shell/page-frame";
import { FailedBoundary } from "@/components/trpc/failed-boundary";
import { getQueryClient, HydrateClient, trpc } from "@/components/trpc/server";
import { PageTitle } from "@/components/ui/page-title";

export const metadata: Metadata = { title: "Datasets" };

export default async function DatasetsPage({ searchParams }: PageProps<"/datasets">) {
  const q = readDatasetSearch(searchParamsOf(await searchParams));
  void getQueryClient().prefetchQuery(trpc.datasets.list.queryOptions(datasetsInput(q)));
  return (
    <PageFrame crumbs={[{ word: "Datasets" }]}>
      <HydrateClient>
        <PageTitle title="Datasets">
          <DatasetListActions />
        </PageTitle>
        <FailedBoundary what="The datasets">
          <Suspense fallback={<DatasetListSkeleton />}>
            <DatasetList />
          </Suspense>
        </FailedBoundary>
      </HydrateClient>
    </PageFrame>
  );
}
