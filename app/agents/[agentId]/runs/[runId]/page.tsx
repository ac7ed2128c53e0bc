import type { Metadata } from "next";
import { Suspense } from "react";
import { RunNeighbours } from "@/components/runs/run-neighbours";
import { RunView } from "@/components/runs/run-view";
import { RunViewSkeleton } from "@/components/runs/run-view-skeleton";
import { RunVisit } from "@/components/runs/run-visit";
import { PageFrame } from "@/components/shell/page-frame";
import { FailedBoundary } from "@/components/trpc/failed-boundary";
import { prefetchRunParts, readRun } from "@/components/trpc/page-reads";
import { HydrateClient } from "@/components/trpc/server";

type Props = PageProps<"/agents/[agentId]/runs/[runId]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).runId };
}

export default async function RunPage({ params }: Props) {
  const run = await readRun(await params);
  const { agentId, runId } = run;
  prefetchRunParts(run);
  const crumbs = [
    { word: "Agents", href: "/agents" },
    { word: agentId, href: `/agents/${agentId}` },
    { word: "Runs", href: `/agents/${agentId}/runs` },
    { word: runId, mono: true },
  ];
  return (
    <PageFrame crumbs={crumbs} beside={<RunNeighbours run={run} />} fill>
      <HydrateClient>
        <FailedBoundary what="The run">
          <Suspense fallback={<RunViewSkeleton />}>
            <RunView key={runId} runId={runId} />
            <RunVisit />
          </Suspense>
        </FailedBoundary>
      </HydrateClient>
    </PageFrame>
  );
}
