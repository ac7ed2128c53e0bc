"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { formatCount } from "@/server/domain/format";
import type { RunSummary } from "@/server/domain/run";

export type RunDeed = "cancel" | "rerun" | "delete";
const done: Readonly<Record<RunDeed, string>> = { cancel: "cancelled", rerun: "started again", delete: "deleted" };
const mostSaid = 3;

/** One after the other: what cannot be done for one run is said, and the others still get theirs. */
export function useRunDeeds(onDone: (deed: RunDeed, runIds: readonly string[]) => void) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const deeds = {
    cancel: useMutation(trpc.runs.cancel.mutationOptions()).mutateAsync,
    rerun: useMutation(trpc.runs.rerun.mutationOptions()).mutateAsync,
    delete: useMutation(trpc.runs.delete.mutationOptions()).mutateAsync,
  };
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState("");
  const act = async (deed: RunDeed, runs: readonly RunSummary[]): Promise<void> => {
    setBusy(true);
    setSaid("");
    const succeeded: string[] = [];
    const problems: string[] = [];
    for (const { runId } of runs) {
      try {
        await deeds[deed]({ runId });
        succeeded.push(runId);
      } catch (error) {
        const { status, detail } = problemOf(error);
        // Somebody else has deleted it: that was wanted.
        if (deed === "delete" && status === 404) succeeded.push(runId);
        else problems.push(`${runId}: ${detail ?? "it failed"}`);
      }
    }
    // First what is there now: without these there may be others to show.
    await client.invalidateQueries(trpc.runs.list.queryFilter());
    onDone(deed, succeeded);
    setBusy(false);
    setSaid([`${formatCount(succeeded.length)} ${done[deed]}.`, ...problems.slice(0, mostSaid), ...more(problems)].join(" "));
  };
  return { act, busy, said, forget: () => setSaid("") };
}

function more(problems: readonly string[]): string[] {
  return problems.length > mostSaid ? [`And ${formatCount(problems.length - mostSaid)} more could not be done.`] : [];
}
