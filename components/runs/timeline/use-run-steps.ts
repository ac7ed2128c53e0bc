"use client";

import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useSubscription } from "@trpc/tanstack-react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import { statusLook } from "@/components/runs/status-look";
import { useTRPC } from "@/components/trpc/client";
import type { LiveText } from "@/server/domain/live-text";
import type { RunSummary } from "@/server/domain/run";
import type { Step } from "@/server/domain/step";
import { keepValues } from "./keep-values";
import { mostSteps, stepPageSize } from "./step-limits";
import { useCappedRefresh } from "./use-capped-refresh";
import { useGathered } from "./use-gathered";
import { useLiveTexts } from "./use-live-texts";

export type RunSteps = {
  run: RunSummary;
  steps: ReadonlyMap<string, Step>;
  /** What is just coming from open steps. */
  texts: ReadonlyMap<string, LiveText>;
  loaded: boolean;
  capped: boolean;
  reconnecting: boolean;
  /** How far this browser's clock is behind the console's. */
  clockOffsetMs: number;
};

type Delta = { run: RunSummary; steps: readonly Step[]; texts: readonly (LiveText & { stepId: string })[] };

/** A run and its steps: what was recorded, page by page, then every change as it happens, until the run has ended. */
export function useRunSteps(runId: string): RunSteps {
  const trpc = useTRPC();
  const client = useQueryClient();
  const runQuery = trpc.runs.get.queryOptions({ runId });
  const firstPage = trpc.runs.steps.queryOptions(
    { runId, after: 0, limit: stepPageSize },
    { staleTime: Number.POSITIVE_INFINITY },
  );
  const { data } = useSuspenseQuery({ ...runQuery, staleTime: Number.POSITIVE_INFINITY });
  const { data: first } = useSuspenseQuery(firstPage);
  const [steps, gather] = useGathered(first.steps, mostSteps);
  const [texts, takeTexts] = useLiveTexts();
  const [tail, setTail] = useState({ after: first.lastSeq, done: !first.hasMore });
  const [clockOffsetMs, setClockOffset] = useState(0);
  const capped = steps.size >= mostSteps;
  const ended = statusLook[data.run.status].ended;
  // Not "until it has ended": the word of its end may come before the last of its steps. The stream closes itself.
  const [endedBefore] = useState(ended);
  const open = useMemo(() => [...steps.values()].some((step) => step.endedAt === undefined), [steps]);
  useCappedRefresh({ runId, active: capped && (!ended || open), steps, gather });

  useEffect(() => {
    if (tail.done || capped) return;
    let left = false;
    const load = async () => {
      const page = await client.fetchQuery(trpc.runs.steps.queryOptions({ runId, after: tail.after, limit: stepPageSize }));
      if (left) return;
      gather(page.steps);
      setTail({ after: page.lastSeq, done: !page.hasMore });
    };
    // A page that fails is asked for again; what is there already stays.
    load().catch(() => setTimeout(() => left || setTail((now) => ({ ...now })), 2_000));
    return () => {
      left = true;
    };
  }, [capped, client, gather, runId, tail, trpc]);

  const onDelta = useCallback(
    (delta: Delta) => {
      gather(delta.steps);
      takeTexts(delta.texts, delta.steps);
      client.setQueryData(runQuery.queryKey, (known) => ({ run: keepValues(known?.run, delta.run) }));
      const { startedAt, durationMs, endedAt } = delta.run;
      if (endedAt === undefined && startedAt !== undefined && durationMs !== undefined)
        setClockOffset(startedAt + durationMs - Date.now());
    },
    // The key is made of the run's id alone.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [client, gather, takeTexts, runId],
  );
  const watch = useSubscription(
    trpc.runs.watch.subscriptionOptions(
      { runId, lastEventId: String(tail.after) },
      { enabled: tail.done && !capped && !endedBefore, onData: (event) => onDelta(event.data) },
    ),
  );
  return {
    run: data.run,
    steps,
    texts,
    loaded: tail.done || capped,
    capped,
    reconnecting: watch.status === "connecting" && watch.error !== null,
    clockOffsetMs,
  };
}
