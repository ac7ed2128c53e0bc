"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/client";

type Options = { enabled?: boolean; refetchInterval?: number | false };

/** The project's agents, and the files that do not load; looked at more often while the project is still loading. */
export function useAgents({ refetchInterval = false, ...options }: Options = {}) {
  const trpc = useTRPC();
  return useQuery(
    trpc.agents.list.queryOptions(undefined, {
      ...options,
      refetchInterval: ({ state }) => (refetchInterval !== false && state.data?.loaded === false ? 700 : refetchInterval),
    }),
  );
}
