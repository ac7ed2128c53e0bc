"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { AddToDatasetButton } from "@/components/datasets/add-runs/add-to-dataset-button";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { Button } from "@/components/ui/button";
import { CloseIcon } from "@/components/ui/icons";
import { formatCount } from "@/server/domain/format";
import type { RunSummary } from "@/server/domain/run";
import { statusLook } from "./status-look";
import type { RunSelection } from "./use-run-selection";

type Deed = "cancel" | "rerun" | "delete";
const done: Readonly<Record<Deed, string>> = { cancel: "cancelled", rerun: "started again", delete: "deleted" };

/** What can be done with the runs that are chosen; of each deed is said how many it is for, and what it could not do. */
export function ChosenRuns({ selection, onGone }: { selection: RunSelection; onGone: (runIds: readonly string[]) => void }) {
  const { chosen, clear } = selection;
  const own = chosen.filter((run) => run.origin === undefined);
  const live = own.filter((run) => !statusLook[run.status].ended);
  // What runs elsewhere cannot be cancelled first.
  const ended = chosen.filter((run) => run.origin !== undefined || statusLook[run.status].ended);
  const { act, busy, said } = useDeeds((deed, runIds) => {
    if (deed === "delete") onGone(runIds);
    if (deed !== "cancel") clear();
  });
  const [sure, setSure] = useState<string>();
  const wanted = ended.map((run) => run.runId).join();
  return (
    <div
      role="region"
      aria-label="Chosen runs"
      className="sticky bottom-0 z-20 mt-auto flex flex-wrap items-center gap-2 border-t border-line-strong bg-raised px-4 py-2 shadow-pop md:px-5"
    >
      <p className="mr-2 font-medium" aria-live="polite">
        {formatCount(chosen.length)} chosen
      </p>
      {live.length > 0 ? (
        <Button disabled={busy} onClick={() => void act("cancel", live)}>
          Cancel {formatCount(live.length)}
        </Button>
      ) : null}
      {own.length > 0 ? (
        <Button disabled={busy} onClick={() => void act("rerun", own)}>
          Run {formatCount(own.length)} again
        </Button>
      ) : null}
      <AddToDatasetButton runIds={chosen.map((run) => run.runId)} />
      {ended.length > 0 ? (
        <Button
          look={sure === wanted ? "danger" : "secondary"}
          disabled={busy}
          onClick={() => (sure === wanted ? void act("delete", ended) : setSure(wanted))}
        >
          {sure === wanted ? `Delete ${formatCount(ended.length)} for good` : `Delete ${formatCount(ended.length)}`}
        </Button>
      ) : null}
      <p role="status" className="min-w-0 flex-1 text-xs text-ink-2 [overflow-wrap:anywhere]">
        {said}
      </p>
      <Button look="ghost" square aria-label="Choose none" onClick={clear}>
        <CloseIcon />
      </Button>
    </div>
  );
}

/** One after the other: what cannot be done for one run is said, and the others still get theirs. */
function useDeeds(onDone: (deed: Deed, runIds: readonly string[]) => void) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const deeds = {
    cancel: useMutation(trpc.runs.cancel.mutationOptions()).mutateAsync,
    rerun: useMutation(trpc.runs.rerun.mutationOptions()).mutateAsync,
    delete: useMutation(trpc.runs.delete.mutationOptions()).mutateAsync,
  };
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState("");
  const act = async (deed: Deed, runs: readonly RunSummary[]): Promise<void> => {
    setBusy(true);
    setSaid("");
    const succeeded: string[] = [];
    const problems: string[] = [];
    for (const { runId } of runs) {
      try {
        await deeds[deed]({ runId });
        succeeded.push(runId);
      } catch (error) {
        problems.push(`${runId}: ${problemOf(error).detail ?? "the console does not answer"}`);
      }
    }
    await client.invalidateQueries(trpc.runs.list.queryFilter());
    setBusy(false);
    setSaid([`${formatCount(succeeded.length)} ${done[deed]}.`, ...problems.slice(0, 3)].join(" "));
    if (problems.length === 0) onDone(deed, succeeded);
    else if (deed === "delete") onDone(deed, succeeded);
  };
  return { act, busy, said };
}
