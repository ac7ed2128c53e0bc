"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/client";
import type { runsInput } from "./run-filter";
import { statusLook } from "./status-look";
import { useSteadyRows } from "./use-steady-rows";

/** A page of the runs that fit, kept fresh in place. */
export function useSteadyRuns(input: ReturnType<typeof runsInput>) {
  const trpc = useTRPC();
  const { data, isError } = useSuspenseQuery(
    trpc.runs.list.queryOptions(input, {
      refetchInterval: ({ state }) => (state.data?.runs.some((run) => !statusLook[run.status].ended) ? 1_500 : 4_000),
    }),
  );
  return { page: data, stale: isError, ...useSteadyRows(JSON.stringify(input), data.runs, data.nextCursor) };
}
