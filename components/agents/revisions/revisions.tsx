"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { RunListSkeleton } from "@/components/runs/run-list-skeleton";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { readAgentAddress } from "../agent-address";
import { RevisionComparison } from "./revision-comparison";
import { RevisionTable } from "./revision-table";

const days = 90;

/** What the agent has been so far, how each did, and what changed between two. */
export function Revisions({ agentId }: { agentId: string }) {
  const trpc = useTRPC();
  const { compare } = readAgentAddress(useSearchParams());
  const known = useQuery(trpc.agents.revisions.queryOptions({ agentId }, { refetchInterval: 10_000 }));
  const did = useQuery(trpc.trends.ofRevisions.queryOptions({ agentId, days }, { refetchInterval: 10_000 }));
  const error = known.error ?? did.error;
  if (error && !(known.data && did.data)) {
    const retry = () => void Promise.all([known.refetch(), did.refetch()]);
    return (
      <EmptyState kind="failed" title="The revisions could not be read" action={<Button onClick={retry}>Try again</Button>}>
        {problemOf(error).detail ?? problemOf(error).title}
      </EmptyState>
    );
  }
  if (!known.data || !did.data) return <RunListSkeleton rows={4} />;
  const { revisions, hasMore } = known.data;
  const { figures } = did.data;
  if (revisions.length === 0)
    return (
      <EmptyState kind="empty" title="No revision is known">
        A revision is noted when the agent's file is loaded. This agent is known only from its runs.
      </EmptyState>
    );
  return (
    <div className="flex flex-col pb-8">
      {compare ? <RevisionComparison revisions={revisions} figures={figures} a={compare.a} b={compare.b} /> : null}
      <RevisionTable revisions={revisions} figures={figures} compared={compare} />
      <p className="px-4 pt-2.5 text-xs text-ink-3 md:px-5">
        Runs of the last {days} days. A revision is the hash of the agent's file and of all it imports from the project.
        {hasMore ? " Only the latest 100 are listed." : null}
      </p>
    </div>
  );
}
