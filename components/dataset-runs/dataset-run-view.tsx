"use client";

import { useQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import { Button } from "@/components/ui/button";
import { FailedBoundary } from "@/components/trpc/failed-boundary";
import { useTRPC } from "@/components/trpc/client";
import { ComparisonLine } from "./comparison-line";
import { EndAnnouncement } from "./end-announcement";
import { FigureCards } from "./figure-cards";
import { ResultToolbar } from "./result-toolbar";
import { Results } from "./results";
import { ResultsSkeleton } from "./dataset-run-skeleton";
import { RunHeader } from "./run-header";
import { useComparison } from "./use-comparison";
import { useLiveDatasetRun, type RunRef } from "./use-live-dataset-run";
import { stopComparing, useResultAddress } from "./use-result-address";

/** A dataset run: how far it is, what it comes to, and its results item by item. */
export function DatasetRunView({ datasetId, runId }: RunRef) {
  const ref = { datasetId, runId };
  const trpc = useTRPC();
  const { run, live, rate, reconnecting } = useLiveDatasetRun(ref);
  const { baseline } = useResultAddress();
  const { comparison, other, error } = useComparison(ref, baseline, live);
  const around = useQuery(trpc.datasetRuns.surroundings.queryOptions(ref, { staleTime: 10_000 }));
  return (
    <>
      <RunHeader run={run} around={around.data} live={live} rate={rate} reconnecting={reconnecting} />
      <FigureCards run={run} comparison={comparison} />
      {baseline === undefined ? null : <ComparisonLine comparison={comparison} other={other} error={error} />}
      <ResultToolbar run={run} comparison={comparison} />
      <FailedBoundary
        key={baseline}
        what="The results"
        action={baseline === undefined ? undefined : <Button onClick={stopComparing}>Show them without it</Button>}
      >
        <Suspense fallback={<ResultsSkeleton />}>
          <Results run={run} live={live} other={other} comparison={comparison} />
        </Suspense>
      </FailedBoundary>
      <EndAnnouncement run={run} live={live} />
    </>
  );
}
