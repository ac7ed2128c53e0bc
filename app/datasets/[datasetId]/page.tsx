import type { Metadata } from "next";
import { Suspense } from "react";
import { DatasetView } from "@/components/datasets/dataset-view";
import { DatasetViewSkeleton } from "@/components/datasets/dataset-view-skeleton";
import { PageFrame } from "@/components/shell/page-frame";
import { FailedBoundary } from "@/components/trpc/failed-boundary";
import { readDataset } from "@/components/trpc/page-reads";
import { HydrateClient } from "@/components/trpc/server";

type Props = PageProps<"/datasets/[datasetId]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await readDataset((await params).datasetId)).name };
}

export default async function DatasetPage({ params }: Props) {
  const dataset = await readDataset((await params).datasetId);
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
