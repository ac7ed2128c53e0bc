"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/client";
import { isLive } from "./dataset-run-progress";
import { useDatasetRun } from "./use-dataset-run";
import type { RunRef } from "./use-live-dataset-run";

const whileMadeMs = 400;
const whileLiveMs = 2_500;

/** How the run stands against another one, as far as that is known; and what that other one is called. */
export function useComparison(ref: RunRef, baseline: string | undefined, live: boolean) {
  const trpc = useTRPC();
  const enabled = baseline !== undefined;
  const other = useDatasetRun(ref.datasetId, baseline);
  const goesOn = live || (other.data !== undefined && isLive(other.data.run));
  const compared = useQuery(
    trpc.datasetRuns.compare.queryOptions(
      { ...ref, baseline: baseline ?? "" },
      {
        enabled,
        refetchInterval: ({ state }) =>
          state.data?.complete === false ? whileMadeMs : goesOn && !state.error ? whileLiveMs : false,
      },
    ),
  );
  return { comparison: enabled ? compared.data : undefined, other: enabled ? other.data?.run : undefined, error: compared.error };
}
