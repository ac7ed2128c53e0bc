"use client";

import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useSubscription } from "@trpc/tanstack-react-query";
import { useCallback, useState, useSyncExternalStore } from "react";
import { statusLook } from "@/components/runs/status-look";
import { useTRPC } from "@/components/trpc/client";
import type { LiveText } from "@/server/domain/live-text";
import type { RunSummary } from "@/server/domain/run";
import type { Step } from "@/server/domain/step";
import { keepValues } from "./keep-values";
import { RunTree } from "./run-tree";
import { useGathered } from "./use-gathered";
import { useLiveTexts } from "./use-live-texts";
import { useThinned, type Thinned } from "./use-thinned";

export type LiveTree = {
  run: RunSummary;
  /** Changed in place; `version` tells that it was. */
  tree: RunTree;
  version: number;
  /** What is just coming from open steps. */
  texts: ReadonlyMap<string, LiveText>;
  reconnecting: boolean;
  /** So much happens that not each change is told. */
  thinned: Thinned;
  /** How far this browser's clock is behind the console's. */
  clockOffsetMs: number;
};

type Delta = {
  run: RunSummary;
  steps: readonly Step[];
  texts: readonly (LiveText & { stepId: string })[];
  /** So many changes that they are not said one by one. */
  many?: number | undefined;
};

/** A run and what this browser has read of its steps: a first view of them, then every change as it happens. */
export function useRunTree(runId: string): LiveTree {
  const trpc = useTRPC();
  const client = useQueryClient();
  const runQuery = trpc.runs.get.queryOptions({ runId });
  const { data } = useSuspenseQuery({ ...runQuery, staleTime: Number.POSITIVE_INFINITY });
  const { data: outline } = useSuspenseQuery(trpc.runs.outline.queryOptions({ runId }, { staleTime: Number.POSITIVE_INFINITY }));
  const [tree] = useState(() => RunTree.from(outline));
  const version = useSyncExternalStore(
    tree.subscribe,
    () => tree.version,
    () => tree.version,
  );
  const [texts, takeTexts] = useLiveTexts();
  const [clockOffsetMs, setClockOffset] = useState(0);
  const [thinned, takeThinned] = useThinned();
  // Not "until it has ended": the word of its end may come before the last of its steps. The stream closes itself.
  const [endedBefore] = useState(statusLook[data.run.status].ended);
  const gather = useGathered(
    useCallback(
      (deltas: readonly Delta[]) => {
        tree.take(
          deltas.flatMap((delta) => delta.steps),
          { live: true },
        );
        takeTexts(
          deltas.flatMap((delta) => delta.texts),
          deltas.flatMap((delta) => delta.steps),
        );
        takeThinned(deltas.reduce((sum, delta) => sum + (delta.many ?? 0), 0));
        client.setQueryData(runQuery.queryKey, (known) =>
          deltas.reduce((before, delta) => ({ run: keepValues(before?.run, delta.run) }), known),
        );
        const { startedAt, durationMs, endedAt } = deltas.at(-1)?.run ?? {};
        if (endedAt === undefined && startedAt !== undefined && durationMs !== undefined)
          setClockOffset(startedAt + durationMs - Date.now());
      },
      // The key is made of the run's id alone.
      // oxlint-disable-next-line react-hooks/exhaustive-deps
      [client, tree, takeTexts, takeThinned, runId],
    ),
  );
  const watch = useSubscription(
    trpc.runs.watch.subscriptionOptions(
      { runId, lastEventId: String(outline.lastSeq), thin: true },
      { enabled: !endedBefore, onData: (event) => gather([event.data]) },
    ),
  );
  return {
    run: data.run,
    tree,
    version,
    texts,
    reconnecting: watch.status === "connecting" && watch.error !== null,
    thinned,
    clockOffsetMs,
  };
}
