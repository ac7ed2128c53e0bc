import { Overview } from "@/components/overview/overview";
import { PageFrame } from "@/components/shell/page-frame";
import { getQueryClient, HydrateClient, trpc } from "@/components/trpc/server";

export default function OverviewPage() {
  const client = getQueryClient();
  void client.prefetchQuery(trpc.agents.list.queryOptions());
  void client.prefetchQuery(trpc.runs.questions.queryOptions({}));
  void client.prefetchQuery(trpc.overview.attention.queryOptions());
  void client.prefetchQuery(trpc.overview.running.queryOptions());
  void client.prefetchQuery(trpc.overview.latest.queryOptions());
  return (
    <PageFrame crumbs={[{ word: "Overview" }]}>
      <h1 className="sr-only">Overview</h1>
      <HydrateClient>
        <Overview />
      </HydrateClient>
    </PageFrame>
  );
}
