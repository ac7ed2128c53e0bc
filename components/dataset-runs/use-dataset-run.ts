"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/client";
import { isLive } from "./dataset-run-progress";

type Options = { enabled?: boolean; refetchInterval?: number | false };

const whileLiveMs = 2_500;

/** A dataset run, asked for anew until it has ended; nothing is asked as long as its ids are not known. */
export function useDatasetRun(
  datasetId: string | undefined,
  runId: string | undefined,
  { enabled = true, refetchInterval = whileLiveMs }: Options = {},
) {
  const trpc = useTRPC();
  return useQuery(
    trpc.datasetRuns.get.queryOptions(
      { datasetId: datasetId ?? "", runId: runId ?? "" },
      {
        enabled: enabled && datasetId !== undefined && runId !== undefined,
        staleTime: 10_000,
        refetchInterval: ({ state }) => (state.data && !isLive(state.data.run) ? false : refetchInterval),
      },
    ),
  );
}
