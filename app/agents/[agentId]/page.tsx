import type { Metadata } from "next";
import { AgentView } from "@/components/agents/agent-view";
import { listRunsOf, recentRuns } from "@/components/runs/run-filter";
import { PageFrame } from "@/components/shell/page-frame";
import { readAgent, readRunInput } from "@/components/trpc/page-reads";
import { getQueryClient, HydrateClient, trpc } from "@/components/trpc/server";
import { startRun } from "./actions";

type Props = PageProps<"/agents/[agentId]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).agentId };
}

export default async function AgentPage({ params, searchParams }: Props) {
  const agent = await readAgent((await params).agentId);
  const { from } = await searchParams;
  const initial = await readRunInput(from, agent.id);
  void getQueryClient().prefetchQuery(trpc.runs.list.queryOptions(listRunsOf(agent.id, recentRuns)));
  return (
    <PageFrame crumbs={[{ word: "Agents", href: "/agents" }, { word: agent.id }]}>
      <HydrateClient>
        <AgentView agent={agent} initial={initial} start={startRun.bind(null, agent.id)} />
      </HydrateClient>
    </PageFrame>
  );
}
