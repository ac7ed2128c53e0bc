"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import { useTRPC } from "@/components/trpc/client";
import type { TranscriptEntry } from "@/server/runs/list-transcript";
import { useCalmly } from "../reading/use-calmly";
import { useReads } from "../reading/use-reads";
import { appendEntries, prependEntries, replaceEntries, windowOf, type Stretch } from "./stretch";

type TranscriptInput = {
  runId: string;
  /** Changes with each change of the run: then what is new is asked for. */
  changes: unknown;
  /** Begins at the end, where something is going on; else at this seq, or at the start. */
  fromEnd: boolean;
  from: number | undefined;
};

const pageSize = 50;
const mostOpen = 100;
/** So many seqs of what was before the step one comes for. */
const shownBefore = 10;

/** A stretch of the run's conversation, which grows at both ends as one reads, and at its end as the run goes on. */
export function useTranscript({ runId, changes, fromEnd, from }: TranscriptInput) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { state: stretch, error, read } = useReads<Stretch>();
  const ask = useCallback(
    (place: { after?: number; before?: number; again?: string[]; limit?: number }) =>
      client.fetchQuery(trpc.runs.transcript.queryOptions({ runId, limit: pageSize, ...place }, { staleTime: 0, gcTime: 0 })),
    [client, runId, trpc],
  );
  const toEnd = useCallback(() => read("end", async () => windowOf(await ask({}), "end")), [ask, read]);
  const toStart = useCallback(() => read("begin", async () => windowOf(await ask({ after: 0 }), "start")), [ask, read]);
  const later = useCallback(
    () =>
      read("later", async (now) =>
        now && !now.atEnd ? appendEntries(now, await ask({ after: lastSeq(now.entries) })) : undefined,
      ),
    [ask, read],
  );
  const earlier = useCallback(
    () =>
      read("earlier", async (now) =>
        now && !now.atStart ? prependEntries(now, await ask({ before: firstSeq(now.entries) })) : undefined,
      ),
    [ask, read],
  );
  useEffect(() => {
    if (fromEnd) void toEnd();
    else if (from === undefined) void toStart();
    else
      void read("begin", async () =>
        windowOf(await ask({ after: Math.max(0, from - shownBefore) }), from > shownBefore ? "middle" : "start"),
      );
    // Where it begins is decided once.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [runId]);
  useCalmly(changes, () => {
    void read("refresh", async (now) => {
      if (!now) return undefined;
      const open = now.entries.filter(({ step }) => step.endedAt === undefined);
      const again = open.slice(-mostOpen).map(({ step }) => step.id);
      if (again.length === 0 && !now.atEnd) return undefined;
      const window = await ask({ after: lastSeq(now.entries), again, ...(now.atEnd ? {} : { limit: 1 }) });
      const told = replaceEntries(now, window.again);
      return now.atEnd ? appendEntries(told, window) : told;
    });
  });
  return { stretch, error, later, earlier, toEnd, toStart };
}

const lastSeq = (entries: readonly TranscriptEntry[]): number => entries.at(-1)?.step.begunSeq ?? 0;
const firstSeq = (entries: readonly TranscriptEntry[]): number => entries[0]?.step.begunSeq ?? 0;
