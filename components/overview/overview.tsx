"use client";

import { Suspense } from "react";
import { RunListSkeleton } from "@/components/runs/run-list-skeleton";
import { useConsoleStatus } from "@/components/shell/use-console-status";
import { LazyTrends } from "@/components/trends/lazy-trends";
import { FailedBoundary } from "@/components/trpc/failed-boundary";
import { Attention } from "./attention";
import { FirstSteps } from "./first-steps";
import { LatestRuns } from "./latest-runs";
import { OverviewNews } from "./overview-news";
import { RunningNow } from "./running-now";
import { useOverview } from "./use-overview";
import { WaitingForYou } from "./waiting-for-you";

/** What needs attention, what runs now, how it has been going, what ran last; until there is a run, how to get the first. */
export function Overview() {
  return (
    <div className="flex flex-col gap-6 pt-4 pb-8 md:pt-5">
      <WaitingForYou />
      <FailedBoundary what="The overview">
        <Suspense fallback={<RunListSkeleton rows={12} />}>
          <Sections />
        </Suspense>
      </FailedBoundary>
    </div>
  );
}

function Sections() {
  const overview = useOverview();
  const { data: status } = useConsoleStatus();
  const fresh = status?.counts.runs === 0;
  return (
    <>
      <Attention attention={overview.attention} fresh={fresh} />
      <FirstSteps {...overview} />
      {fresh ? null : (
        <>
          <RunningNow {...overview} />
          <section aria-labelledby="trends" className="px-4 md:px-5">
            <h2 id="trends" className="pb-2 font-semibold">
              Trends
            </h2>
            <LazyTrends />
          </section>
          <LatestRuns {...overview} />
        </>
      )}
      <OverviewNews {...overview} />
    </>
  );
}
