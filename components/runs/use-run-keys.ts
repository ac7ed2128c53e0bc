"use client";

import { useEffect, type KeyboardEvent } from "react";
import { noteKeys } from "@/components/ui/keys/key-registry";
import { runKeys } from "@/components/ui/keys/known-keys";
import { useTableKeys } from "@/components/ui/keys/use-table-keys";
import { walkRows } from "@/components/ui/walk-rows";
import type { RunSummary } from "@/server/domain/run";
import { hasRoomToPeek } from "./run-row";
import type { RunSelection } from "./use-run-selection";

/** Which run is looked at beside the table. */
export type RunPeeking = { runId: string | undefined; open: (run: RunSummary | undefined) => void };

/** Walks the rows; where runs can be chosen and looked at, the keys do that too. */
export function useRunKeys(runs: readonly RunSummary[], selection?: RunSelection, peek?: RunPeeking) {
  useTableKeys();
  const more = selection !== undefined && peek !== undefined;
  useEffect(() => (more ? noteKeys(runKeys) : undefined), [more]);
  const runAt = (target: EventTarget | null): RunSummary | undefined => {
    const id = target instanceof Element ? target.closest("[data-run]")?.getAttribute("data-run") : undefined;
    return runs.find((run) => run.runId === id);
  };
  return (event: KeyboardEvent<HTMLElement>): void => {
    walkRows(event);
    if (!more || event.metaKey || event.ctrlKey || event.altKey) return;
    const run = runAt(document.activeElement);
    if (!run) return;
    // Once one looks, one looks on as one walks.
    if (event.defaultPrevented) return peek.runId === undefined || !hasRoomToPeek() ? undefined : peek.open(run);
    if (event.key.toLowerCase() === "x") selection.tick(run.runId, event.shiftKey);
    else if (event.key === " " && isLink(event.target) && hasRoomToPeek()) peek.open(peek.runId === run.runId ? undefined : run);
    else return;
    event.preventDefault();
  };
}

const isLink = (target: EventTarget): boolean => target instanceof Element && target.matches("[data-row-link]");
