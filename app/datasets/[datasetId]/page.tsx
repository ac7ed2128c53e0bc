import type { Metadata } from "next";
import { Suspense } from "react";
import { readDatasetAddress } from "@/components/datasets/dataset-address";
import { DatasetView } from "@/components/datasets/dataset-view";
import { DatasetViewSkeleton } from "@/components/datasets/dataset-view-skeleton";
import { searchParamsOf } from "@/components/runs/run-filter";
import { PageFrame } from "@/components/shell/page-frame";
import { FailedBoundary } from "@/components/trpc/failed-boundary";
import { readDataset, readFirstItems } from "@/components/trpc/page-reads";
import { HydrateClient } from "@/components/trpc/server";

type Props = PageProps<"/datasets/[datasetId]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await readDataset((await params).datasetId)).name };
}

export default async function DatasetPage({ params, searchParams }: Props) {
  const dataset = await readDataset((await params).datasetId);
  await readFirstItems(dataset, readDatasetAddress(searchParamsOf(await searchParams)));
  return (
    <PageFrame crumbs={[{ word: "Datasets", href: "/datasets" }, { word: dataset.name }]}>
      <HydrateClient>
        <FailedBoundary what="The dataset">
          <Suspense fallback={<DatasetViewSkeleton />}>
            <DatasetView key={dataset.id} datasetId={dataset.id} />
          </Suspense>
        </FailedBoundary>
      </HydrateClient>
    </PageFrame>
  );
}
