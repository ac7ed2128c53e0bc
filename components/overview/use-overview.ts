"use client";

import { useSuspenseQueries } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/client";

const whileLiveMs = 1_500;
const elseMs = 4_000;
const attentionMs = 5_000;

/** All that the overview tells, read together so that it appears at once, and kept fresh while the tab is seen. */
export function useOverview() {
  const trpc = useTRPC();
  const [attention, running, latest] = useSuspenseQueries({
    queries: [
      trpc.overview.attention.queryOptions(undefined, { refetchInterval: attentionMs }),
      trpc.overview.running.queryOptions(undefined, {
        refetchInterval: ({ state }) => (state.data && state.data.live > 0 ? whileLiveMs : elseMs),
      }),
      trpc.overview.latest.queryOptions(undefined, { refetchInterval: elseMs }),
    ],
  });
  return { attention: attention.data, running: running.data, latest: latest.data };
}

export type OverviewData = ReturnType<typeof useOverview>;
