import type { Metadata } from "next";
import { Suspense } from "react";
import { readRunFilter, runsInput, searchParamsOf } from "@/components/runs/run-filter";
import { RunFilters } from "@/components/runs/run-filters";
import { RunList } from "@/components/runs/run-list";
import { RunListSkeleton } from "@/components/runs/run-list-skeleton";
import { PageFrame } from "@/components/shell/page-frame";
import { FailedBoundary } from "@/components/trpc/failed-boundary";
import { getQueryClient, HydrateClient, trpc } from "@/components/trpc/server";
import { ButtonLink } from "@/components/ui/button";
import { PageTitle } from "@/components/ui/page-title";

export const metadata: Metadata = { title: "Runs" };

export default async function RunsPage({ searchParams }: PageProps<"/runs">) {
  const filter = readRunFilter(searchParamsOf(await searchParams));
  const client = getQueryClient();
  void client.prefetchQuery(trpc.runs.list.queryOptions(runsInput(filter)));
  void client.prefetchQuery(trpc.agents.list.queryOptions());
  return (
    <PageFrame crumbs={[{ word: "Runs" }]}>
      <HydrateClient>
        <PageTitle title="Runs">
          <RunFilters />
        </PageTitle>
        <FailedBoundary what="The runs" action={<ButtonLink href="/runs">Newest runs</ButtonLink>}>
          <Suspense fallback={<RunListSkeleton />}>
            <RunList />
          </Suspense>
        </FailedBoundary>
      </HydrateClient>
    </PageFrame>
  );
}
