"use client";

import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useSubscription } from "@trpc/tanstack-react-query";
import { useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import type { DatasetRun } from "@/server/domain/dataset-run";
import { keepSamples, rateOf, type Sample } from "@/server/domain/pace";
import { endedOf, isLive } from "./dataset-run-progress";

export type RunRef = { datasetId: string; runId: string };

/** A dataset run as it is now, and how fast it goes. */
export function useLiveDatasetRun(ref: RunRef) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const query = trpc.datasetRuns.get.queryOptions(ref);
  const { run } = useSuspenseQuery(query).data;
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  const live = isLive(run);
  const watch = useSubscription(
    trpc.datasetRuns.watch.subscriptionOptions(ref, {
      enabled: live,
      onData: (next) => {
        client.setQueryData(query.queryKey, { run: next });
        setSamples((known) => keepSamples(known, { at: Date.now(), done: endedOf(next) }));
      },
    }),
  );
  const reconnecting = live && watch.status === "connecting" && watch.error !== null;
  const rate = live ? (rateOf(samples) ?? wholeRate(run)) : wholeRate(run);
  return { run, live, reconnecting, rate };
}

/** Over all the time since its start. */
function wholeRate(run: DatasetRun): number | undefined {
  const done = endedOf(run) - run.cancelledCount;
  return done > 0 && run.durationMs !== undefined && run.durationMs > 0 ? (done * 1000) / run.durationMs : undefined;
}
