"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import type { RunShape } from "@/server/domain/step-window";

const liveEveryMs = 2_000;
const buckets = 180;

/** What the strip above the timeline is drawn from. While the run goes on it is asked for now and then. */
export function useShape(runId: string, live: boolean): RunShape | undefined {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { data } = useQuery(
    trpc.runs.shape.queryOptions(
      { runId, buckets },
      { staleTime: Number.POSITIVE_INFINITY, refetchInterval: live ? liveEveryMs : false, placeholderData: keepPreviousData },
    ),
  );
  // Its end is part of its shape.
  const [wasLive] = useState(live);
  useEffect(() => {
    if (wasLive && !live) void client.invalidateQueries(trpc.runs.shape.queryFilter({ runId }));
  }, [client, live, runId, trpc, wasLive]);
  return data;
}
