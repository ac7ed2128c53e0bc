"use client";

import { changeRun } from "@/components/runs/use-run-address";
import { timelineKeys, treeKeys, type TimelineKey } from "@/components/ui/keys/known-keys";
import { useKeyNotes } from "@/components/ui/keys/use-key-notes";
import { useKeys } from "@/components/ui/keys/use-keys";
import type { TimeView } from "./use-time-view";

type TimelineKeysInput = {
  view: TimeView;
  live: boolean;
  nextFailed: (direction: "next" | "previous") => void;
  nextMatch: (direction: 1 | -1) => void;
  focusTree: () => void;
  toggleFollow: () => void;
  foldAll: (open: boolean) => void;
};

/** What keys do wherever on the run's page one is. */
export function useTimelineKeys(input: TimelineKeysInput): void {
  const { view, live, nextFailed, nextMatch, focusTree, toggleFollow, foldAll } = input;
  const deeds: Readonly<Record<TimelineKey, () => void>> = {
    j: focusTree,
    k: focusTree,
    e: () => nextFailed("next"),
    E: () => nextFailed("previous"),
    n: () => nextMatch(1),
    N: () => nextMatch(-1),
    "+": () => view.zoom(1.6),
    "-": () => view.zoom(1 / 1.6),
    "0": view.fit,
    a: () => view.pan(-0.25),
    d: () => view.pan(0.25),
    l: toggleFollow,
    p: togglePath,
    x: () => foldAll(false),
    X: () => foldAll(true),
  };
  const { group, notes } = timelineKeys;
  useKeyNotes(treeKeys);
  useKeys(notes.filter(({ keys }) => live || keys !== "l").map(({ keys, word }) => ({ keys, word, group, act: deeds[keys] })));
}

function togglePath(): void {
  changeRun({ critical: new URLSearchParams(location.search).get("path") !== "1" });
}
