"use client";

import Link from "next/link";
import { Suspense } from "react";
import { liveStatuses } from "@/components/runs/live-statuses";
import { RecentRuns } from "@/components/runs/recent-runs";
import { RunListSkeleton } from "@/components/runs/run-list-skeleton";
import { useConsoleStatus } from "@/components/shell/use-console-status";
import { FailedBoundary } from "@/components/trpc/failed-boundary";
import { Attention } from "./attention";
import { FirstSteps } from "./first-steps";
import { WaitingForYou } from "./waiting-for-you";

/** What needs attention, what runs now, what ran last; until there is a run, how to get the first. */
export function Overview() {
  const { data } = useConsoleStatus();
  const fresh = data?.counts.runs === 0;
  return (
    <div className="flex flex-col gap-6 pt-4 pb-8 md:pt-5">
      <Attention />
      <WaitingForYou />
      {fresh ? (
        <FirstSteps />
      ) : (
        <FailedBoundary what="The runs">
          <section aria-labelledby="now">
            <h2 id="now" className="px-4 pb-2 font-semibold md:px-5">
              Running now
            </h2>
            <Suspense fallback={<RunListSkeleton rows={1} />}>
              <RecentRuns label="Running now" status={liveStatuses} bare empty="Nothing runs now." />
            </Suspense>
          </section>
          <section aria-labelledby="latest">
            <div className="flex items-baseline justify-between px-4 pb-2 md:px-5">
              <h2 id="latest" className="font-semibold">
                Latest runs
              </h2>
              <Link href="/runs" className="rounded-sm text-ink-2 hover:text-ink">
                All runs
              </Link>
            </div>
            <Suspense fallback={<RunListSkeleton rows={10} />}>
              <RecentRuns label="Latest runs" empty="None yet." />
            </Suspense>
          </section>
        </FailedBoundary>
      )}
    </div>
  );
}
