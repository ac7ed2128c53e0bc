"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { LazyTrends } from "@/components/trends/lazy-trends";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { changeAgentAddress, readAgentAddress } from "./agent-address";
import { shortRevision } from "./revisions/short-revision";

/** The agent's trends, with a mark where a revision was first seen; or those of one revision. */
export function AgentTrends({ agentId }: { agentId: string }) {
  const trpc = useTRPC();
  const { revision } = readAgentAddress(useSearchParams());
  const { data } = useQuery(trpc.agents.revisions.queryOptions({ agentId }, { refetchInterval: 30_000 }));
  const all = data?.revisions ?? [];
  // The first one is where the agent began, and no change.
  const marks = all
    .slice(0, data?.hasMore ? all.length : -1)
    .map((one) => ({ at: one.firstSeenAt, word: `Revision ${shortRevision(one.revision)}` }));
  return (
    <div className="p-4 md:p-5">
      {revision === undefined ? null : (
        <div className="mb-3 flex items-center gap-3">
          <p>
            Only runs of revision <span className="font-mono text-xs">{shortRevision(revision)}</span>
          </p>
          <Button onClick={() => changeAgentAddress({ revision: undefined })}>Show all revisions</Button>
        </div>
      )}
      <LazyTrends agentId={agentId} revision={revision} marks={revision === undefined ? marks : []} />
    </div>
  );
}
