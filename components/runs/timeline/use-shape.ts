"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/client";
import type { RunShape } from "@/server/domain/step-window";

const liveEveryMs = 2_000;

/** What the strip above the timeline is drawn from. While the run goes on it is asked for now and then. */
export function useShape(runId: string, live: boolean): RunShape | undefined {
  const trpc = useTRPC();
  const { data } = useQuery({
    // A run's end makes another key: what is known of an ended run stays.
    ...trpc.runs.shape.queryOptions({ runId, buckets: 180 }),
    queryKey: [...trpc.runs.shape.queryKey({ runId, buckets: 180 }), live],
    staleTime: live ? 0 : Number.POSITIVE_INFINITY,
    refetchInterval: live ? liveEveryMs : false,
    placeholderData: keepPreviousData,
  });
  return data;
}
