"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import { useTRPC } from "@/components/trpc/client";
import type { LogLine, LogWindow } from "@/server/domain/log-line";
import { useCalmly } from "../reading/use-calmly";
import { useReads } from "../reading/use-reads";
import type { LogFilter } from "./log-address";

/** The lines between two seqs, all that fit; `above` and `upTo` say how far it is known. */
type LogStretch = { lines: readonly LogLine[]; above: number; upTo: number; atStart: boolean; atEnd: boolean };

type LogInput = { runId: string; filter: LogFilter; changes: unknown; fromEnd: boolean; from: number | undefined };

const pageSize = 300;
/** So many seqs of what was before the step one comes for. */
const linesBefore = 6;

/** A stretch of the log, which grows at both ends. What happened does not change: a line is read once. */
export function useLog({ runId, filter, changes, fromEnd, from }: LogInput) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { state, error, read } = useReads<LogStretch>();
  const wanted = JSON.stringify(filter);
  const ask = useCallback(
    (place: { after?: number; before?: number }) => {
      const input = { runId, limit: pageSize, ...(JSON.parse(wanted) as LogFilter), ...place };
      return client.fetchQuery(trpc.runs.log.queryOptions(input, { staleTime: 0, gcTime: 0 }));
    },
    [client, runId, trpc, wanted],
  );
  const fromStart = useCallback(() => read("begin", async () => behind(nothing(0), await ask({ after: 0 }))), [ask, read]);
  const toEnd = useCallback(
    () =>
      read("end", async () => {
        const window = await ask({});
        return before({ ...nothing(window.lookedTo), upTo: window.lines.at(-1)?.seq ?? window.lookedTo }, window);
      }),
    [ask, read],
  );
  const later = useCallback(
    () => read("later", async (now) => (now && !now.atEnd ? behind(now, await ask({ after: now.upTo })) : undefined)),
    [ask, read],
  );
  const earlier = useCallback(
    () => read("earlier", async (now) => (now && !now.atStart ? before(now, await ask({ before: now.above + 1 })) : undefined)),
    [ask, read],
  );
  useEffect(() => {
    const begin = Math.max(0, (from ?? 0) - linesBefore);
    if (fromEnd) void toEnd();
    else void read("begin", async () => behind(nothing(begin), await ask({ after: begin })));
    // Where it begins is decided with the filter, not with the run's end.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [runId, wanted]);
  // What a search left off for others to have their turn goes on at once.
  useEffect(() => {
    if (error !== undefined || !state || state.lines.length >= pageSize) return;
    if (!state.atEnd && state.above === 0) void later();
    else if (!state.atStart) void earlier();
  }, [state, error, later, earlier]);
  useCalmly(changes, () => {
    void read("refresh", async (now) => (now?.atEnd === true ? behind(now, await ask({ after: now.upTo })) : undefined));
  });
  return { log: state, error, later, earlier, toEnd, fromStart };
}

const nothing = (seq: number): LogStretch => ({ lines: [], above: seq, upTo: seq, atStart: seq === 0, atEnd: true });

function behind(now: LogStretch, { lines, lookedTo, hasMore }: LogWindow): LogStretch {
  const upTo = Math.max(now.upTo, lookedTo);
  const fresh = lines.filter(({ seq }) => seq > now.upTo);
  if (fresh.length === 0 && upTo === now.upTo && now.atEnd === !hasMore) return now;
  return { ...now, lines: fresh.length === 0 ? now.lines : [...now.lines, ...fresh], upTo, atEnd: !hasMore };
}

function before(now: LogStretch, { lines, lookedTo, hasMore }: LogWindow): LogStretch {
  const fresh = lines.filter(({ seq }) => now.lines.length === 0 || seq <= now.above);
  return { ...now, lines: [...fresh, ...now.lines], above: Math.min(now.above, lookedTo - 1), atStart: !hasMore };
}
