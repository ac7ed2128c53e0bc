"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/client";
import type { TrendFigures } from "@/server/domain/trends";

const mostAgents = 500;

/** How each of these agents did in the last days; nothing until it is known. */
export function useLately(agentIds: readonly string[]): Record<string, TrendFigures> | undefined {
  const trpc = useTRPC();
  const input = { agentIds: agentIds.slice(0, mostAgents), days: 7 };
  const { data } = useQuery(
    trpc.trends.ofAgents.queryOptions(input, { refetchInterval: 15_000, placeholderData: keepPreviousData }),
  );
  return data?.figures;
}
