"use client";

import { problemOf } from "@/components/trpc/problem";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { RunSummary } from "@/server/domain/run";
import { NewRunsPill } from "./new-runs-pill";
import { recentRuns } from "./run-filter";
import { RunListSkeleton } from "./run-list-skeleton";
import { RunTable } from "./run-table";
import { useListRuns } from "./use-list-runs";
import { useSteadyRows } from "./use-steady-rows";

const none: readonly RunSummary[] = [];

/** An agent's latest few runs, on a page that is about something else. */
export function RecentRuns({ agentId }: { agentId: string }) {
  const { data, error, refetch } = useListRuns(agentId, recentRuns);
  const { rows, waiting, showNewest } = useSteadyRows(agentId, data?.runs ?? none);
  if (!data && error)
    return (
      <EmptyState
        kind="failed"
        title="Its runs could not be read"
        action={<Button onClick={() => void refetch()}>Try again</Button>}
      >
        {problemOf(error).detail ?? "The console does not answer."}
      </EmptyState>
    );
  if (!data) return <RunListSkeleton rows={8} />;
  if (rows.length === 0) return <p className="border-b border-line px-4 py-2.5 text-ink-2 md:px-5">It has not run yet.</p>;
  return (
    <div>
      <NewRunsPill waiting={waiting} most={recentRuns.limit} onShow={showNewest} />
      <RunTable label="Latest runs" runs={rows} showAgent={false} />
    </div>
  );
}
