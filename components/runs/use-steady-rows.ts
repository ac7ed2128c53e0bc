"use client";

import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import type { RunSummary } from "@/server/domain/run";
import { statusLook } from "./status-look";
import { refreshRows, startRows, strayIds, type NextCursor } from "./steady-rows";

/** Rows that are kept fresh in place: what is newer only counts, until one asks to see it. `of` says what they are the rows of. */
export function useSteadyRows(of: string, fresh: readonly RunSummary[], nextCursor: NextCursor = null) {
  const trpc = useTRPC();
  const [shown, setShown] = useState(() => startRows(of, fresh, nextCursor));
  const current = shown.of === of && shown.source === fresh ? shown : refreshRows(shown, of, fresh, nextCursor);
  if (current !== shown) setShown(current);
  const astray = strayIds(current, (run) => !statusLook[run.status].ended);
  const strays = useQueries({
    queries: astray.map((runId) =>
      trpc.runs.get.queryOptions({ runId }, { refetchInterval: ({ state }) => (isGone(state.error) ? false : 2_000) }),
    ),
  });
  const strayById = new Map(strays.flatMap(({ data: stray }) => (stray ? [[stray.run.runId, stray.run] as const] : [])));
  // One that was deleted elsewhere would else seem to run for ever.
  const gone = new Set(astray.filter((_runId, at) => isGone(strays[at]?.error)));
  return {
    rows: current.rows.filter((run) => !gone.has(run.runId)).map((run) => strayById.get(run.runId) ?? run),
    nextCursor: current.nextCursor,
    waiting: current.waiting,
    showNewest: () => setShown(startRows(of, fresh, nextCursor)),
    /** These are gone: the rows below move up, by one's own deed. */
    without: (runIds: readonly string[]) =>
      setShown((now) => ({ ...now, rows: now.rows.filter((run) => !runIds.includes(run.runId)) })),
  };
}

const isGone = (error: unknown): boolean => problemOf(error).status === 404;
