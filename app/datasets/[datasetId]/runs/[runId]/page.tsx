import type { Metadata } from "next";
import { Suspense } from "react";
import { DatasetRunSkeleton } from "@/components/dataset-runs/dataset-run-skeleton";
import { DatasetRunView } from "@/components/dataset-runs/dataset-run-view";
import { NeighbourLinks } from "@/components/dataset-runs/neighbour-links";
import { datasetHref } from "@/components/datasets/dataset-address";
import { PageFrame } from "@/components/shell/page-frame";
import { prefetchDatasetRun, readDatasetRun } from "@/components/trpc/dataset-run-reads";
import { FailedBoundary } from "@/components/trpc/failed-boundary";
import { HydrateClient } from "@/components/trpc/server";

type Props = PageProps<"/datasets/[datasetId]/runs/[runId]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await readDatasetRun(await params)).run.name };
}

export default async function DatasetRunPage({ params, searchParams }: Props) {
  const { run, dataset } = await readDatasetRun(await params);
  const ref = { datasetId: run.datasetId, runId: run.id };
  prefetchDatasetRun(ref, await searchParams);
  const runs = { word: "Runs", href: datasetHref(run.datasetId, { tab: "runs" }) };
  const crumbs = [
    { word: "Datasets", href: "/datasets" },
    { word: dataset, href: datasetHref(run.datasetId) },
    runs,
    { word: run.id, mono: true },
  ];
  return (
    <HydrateClient>
      <PageFrame crumbs={crumbs} beside={<NeighbourLinks {...ref} />}>
        <FailedBoundary what="The dataset run">
          <Suspense fallback={<DatasetRunSkeleton />}>
            <DatasetRunView key={run.id} {...ref} />
          </Suspense>
        </FailedBoundary>
      </PageFrame>
    </HydrateClient>
  );
}
