"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { useTRPC } from "@/components/trpc/client";

const most = 500;

/** How many failures arose below each one, also below those whose children were never read. Past 500 failures: at least so many. */
export function useFailures(runId: string, errors: number): (stepId: string) => number {
  const trpc = useTRPC();
  const { data, refetch } = useQuery(
    trpc.runs.matches.queryOptions(
      { runId, failed: true, limit: most },
      { enabled: errors > 0, staleTime: Number.POSITIVE_INFINITY, placeholderData: keepPreviousData },
    ),
  );
  useEffect(() => {
    if (errors > 0) void refetch();
  }, [errors, refetch]);
  const below = useMemo(() => {
    const counts = new Map<string, number>();
    const above = new Map([...(data?.ancestors ?? []), ...(data?.steps ?? [])].map((step) => [step.id, step.parentId]));
    // What only passed a failure on is not another one.
    const passedOn = new Set(data?.steps.map(({ parentId }) => parentId));
    for (const step of data?.steps.filter(({ id }) => !passedOn.has(id)) ?? [])
      for (let id = step.parentId; id !== undefined; id = above.get(id)) counts.set(id, (counts.get(id) ?? 0) + 1);
    return counts;
  }, [data]);
  return (stepId) => below.get(stepId) ?? 0;
}
