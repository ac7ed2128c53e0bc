import type { Metadata } from "next";
import { Suspense } from "react";
import { readRunFilter, runsInput, searchParamsOf } from "@/components/runs/run-filter";
import { RunFilters } from "@/components/runs/run-filters";
import { RunList } from "@/components/runs/run-list";
import { RunListSkeleton } from "@/components/runs/run-list-skeleton";
import { PageFrame } from "@/components/shell/page-frame";
import { FailedBoundary } from "@/components/trpc/failed-boundary";
import { readAgent } from "@/components/trpc/page-reads";
import { getQueryClient, HydrateClient, trpc } from "@/components/trpc/server";
import { ButtonLink } from "@/components/ui/button";
import { PageTitle } from "@/components/ui/page-title";

type Props = PageProps<"/agents/[agentId]/runs">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Runs of ${(await params).agentId}` };
}

export default async function AgentRunsPage({ params, searchParams }: Props) {
  const { id, name } = await readAgent((await params).agentId);
  const filter = readRunFilter(searchParamsOf(await searchParams));
  void getQueryClient().prefetchQuery(trpc.runs.list.queryOptions(runsInput(filter, id)));
  return (
    <PageFrame crumbs={[{ word: "Agents", href: "/agents" }, { word: id, href: `/agents/${id}` }, { word: "Runs" }]}>
      <HydrateClient>
        <PageTitle title={`Runs of ${name}`}>
          <RunFilters within={id} />
        </PageTitle>
        <FailedBoundary what="The runs" action={<ButtonLink href={`/agents/${id}/runs`}>Newest runs</ButtonLink>}>
          <Suspense fallback={<RunListSkeleton />}>
            <RunList within={id} />
          </Suspense>
        </FailedBoundary>
      </HydrateClient>
    </PageFrame>
  );
}
