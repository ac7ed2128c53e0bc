"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTRPCClient } from "@/components/trpc/client";
import type { DatasetRunCheck } from "@/server/domain/dataset-run";
import type { StartBody } from "./run-plan";
import { useSettled } from "./use-settled";

export type RunCheck = { check: DatasetRunCheck | undefined; checking: boolean; error: unknown };

/** What the server says of a plan before it starts. A plan that has changed meanwhile is not looked at any longer. */
export function useRunCheck(datasetId: string | undefined, body: StartBody | undefined): RunCheck {
  const client = useTRPCClient();
  const { settled, pending } = useSettled(datasetId === undefined || !body ? undefined : { datasetId, ...askedOf(body) });
  const { data, error, isFetching } = useQuery({
    queryKey: ["dataset-run-check", settled],
    queryFn: ({ signal }) => {
      if (!settled) throw new Error("there is nothing to check");
      return client.datasetRuns.check.mutate(settled, { signal });
    },
    enabled: settled !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return { check: settled ? data : undefined, checking: pending || isFetching, error };
}

function askedOf({ agentId, version, itemIds, failedIn, scorers, profiles }: StartBody) {
  return { agentId, version, itemIds, failedIn, scorers, profiles };
}
