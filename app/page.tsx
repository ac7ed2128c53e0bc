import { liveStatuses } from "@/components/runs/live-statuses";
import { recentInput } from "@/components/runs/run-filter";
import { Overview } from "@/components/overview/overview";
import { PageFrame } from "@/components/shell/page-frame";
import { getQueryClient, HydrateClient, trpc } from "@/components/trpc/server";

export default function OverviewPage() {
  const client = getQueryClient();
  void client.prefetchQuery(trpc.agents.list.queryOptions());
  void client.prefetchQuery(trpc.runs.questions.queryOptions({}));
  void client.prefetchQuery(trpc.runs.list.queryOptions(recentInput(liveStatuses)));
  void client.prefetchQuery(trpc.runs.list.queryOptions(recentInput()));
  return (
    <PageFrame crumbs={[{ word: "Overview" }]}>
      <h1 className="sr-only">Overview</h1>
      <HydrateClient>
        <Overview />
      </HydrateClient>
    </PageFrame>
  );
}
