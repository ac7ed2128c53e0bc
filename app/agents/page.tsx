import type { Metadata } from "next";
import { Suspense } from "react";
import { AgentList } from "@/components/agents/agent-list";
import { AgentListSkeleton } from "@/components/agents/agent-list-skeleton";
import { PageFrame } from "@/components/shell/page-frame";
import { FailedBoundary } from "@/components/trpc/failed-boundary";
import { getQueryClient, HydrateClient, trpc } from "@/components/trpc/server";
import { AddressFilter } from "@/components/ui/address-filter";
import { PageTitle } from "@/components/ui/page-title";

export const metadata: Metadata = { title: "Agents" };

export default function AgentsPage() {
  void getQueryClient().prefetchQuery(trpc.agents.list.queryOptions());
  return (
    <PageFrame crumbs={[{ word: "Agents" }]}>
      <HydrateClient>
        <PageTitle title="Agents">
          <AddressFilter label="Filter agents" />
        </PageTitle>
        <FailedBoundary what="The agents">
          <Suspense fallback={<AgentListSkeleton />}>
            <AgentList />
          </Suspense>
        </FailedBoundary>
      </HydrateClient>
    </PageFrame>
  );
}
