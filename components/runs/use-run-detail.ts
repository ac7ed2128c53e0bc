"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/client";
import { statusLook } from "./status-look";

type Params = { roomId?: string };
type Options = { enabled?: boolean; refetchInterval?: number | false };

const whileLiveMs = 1_500;

/** A run with its input and result, asked for anew until it has ended; nothing is asked as long as its ids are not known. */
export function useRunDetail(
  agentId: string | undefined,
  runId: string | undefined,
  params: Params = {},
  { enabled = true, refetchInterval = whileLiveMs }: Options = {},
) {
  const trpc = useTRPC();
  return useQuery(
    trpc.runs.ofAgent.queryOptions(
      { agentId: agentId ?? "", runId: runId ?? "", ...params },
      {
        enabled: enabled && agentId !== undefined && runId !== undefined,
        refetchInterval: ({ state }) => (state.data && statusLook[state.data.run.status].ended ? false : refetchInterval),
      },
    ),
  );
}
