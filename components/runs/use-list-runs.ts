"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/client";
import type { RunPage } from "@/server/domain/run";
import { listRunsOf, type ListRunsParams } from "./run-filter";
import { statusLook } from "./status-look";

type Options = { enabled?: boolean; refetchInterval?: number | false };

const whileLiveMs = 1_500;
const elseMs = 4_000;

/** An agent's runs, newest first, asked for anew while the tab is seen; nothing is asked as long as the agent is not known. */
export function useListRuns(agentId: string | undefined, params: ListRunsParams = {}, options: Options = {}) {
  const trpc = useTRPC();
  const { enabled = true, refetchInterval } = options;
  return useQuery(
    trpc.runs.list.queryOptions(listRunsOf(agentId ?? "", params), {
      enabled: enabled && agentId !== undefined,
      refetchInterval: refetchInterval ?? (({ state }) => (hasLive(state.data) ? whileLiveMs : elseMs)),
      placeholderData: keepPreviousData,
    }),
  );
}

function hasLive(page: RunPage | undefined): boolean {
  return page?.runs.some((run) => !statusLook[run.status].ended) ?? false;
}
