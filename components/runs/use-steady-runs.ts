"use client";

import { useQueries, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import type { runsInput } from "./run-filter";
import { statusLook } from "./status-look";
import { refreshRows, startRows, strayIds } from "./steady-rows";

/** A page of runs that is kept fresh in place: what is newer only counts, until one asks to see it. */
export function useSteadyRuns(input: ReturnType<typeof runsInput>) {
  const trpc = useTRPC();
  const { data, isError } = useSuspenseQuery(
    trpc.runs.list.queryOptions(input, {
      refetchInterval: ({ state }) => (state.data?.runs.some((run) => !statusLook[run.status].ended) ? 1_500 : 4_000),
    }),
  );
  const of = JSON.stringify(input);
  const [shown, setShown] = useState(() => startRows(of, data.runs));
  const current = shown.of === of && shown.source === data.runs ? shown : refreshRows(shown, of, data.runs);
  if (current !== shown) setShown(current);
  const strays = useQueries({
    queries: strayIds(current, (run) => !statusLook[run.status].ended).map((runId) =>
      trpc.runs.get.queryOptions({ runId }, { refetchInterval: 2_000 }),
    ),
  });
  const strayById = new Map(strays.flatMap(({ data: stray }) => (stray ? [[stray.run.runId, stray.run] as const] : [])));
  return {
    page: data,
    stale: isError,
    rows: current.rows.map((run) => strayById.get(run.runId) ?? run),
    waiting: current.waiting,
    showNewest: () => setShown(startRows(of, data.runs)),
    /** These are gone: the rows below move up, by one's own deed. */
    without: (runIds: readonly string[]) =>
      setShown({ ...current, rows: current.rows.filter((run) => !runIds.includes(run.runId)) }),
  };
}
