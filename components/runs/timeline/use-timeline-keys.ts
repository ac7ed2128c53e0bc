"use client";

import { changeRun } from "@/components/runs/use-run-address";
import { useKeys } from "@/components/ui/keys/use-keys";
import type { TimeView } from "./use-time-view";

type TimelineKeysInput = {
  view: TimeView;
  live: boolean;
  nextFailed: (direction: "next" | "previous") => void;
  nextMatch: (by: 1 | -1) => void;
  focusTree: () => void;
  toggleFollow: () => void;
  foldAll: (open: boolean) => void;
};

const group = "Timeline";

/** What keys do wherever on the run's page one is. */
export function useTimelineKeys(input: TimelineKeysInput): void {
  const { view, live, nextFailed, nextMatch, focusTree, toggleFollow, foldAll } = input;
  useKeys([
    { keys: "j", word: "To the steps; then the next one, also ↓", group, act: focusTree },
    { keys: "k", word: "To the steps; then the one before, also ↑", group, act: focusTree },
    { keys: "e", word: "Next error", group, act: () => nextFailed("next") },
    { keys: "E", word: "Previous error", group, act: () => nextFailed("previous") },
    { keys: "n", word: "Next match of the search", group, act: () => nextMatch(1) },
    { keys: "N", word: "Previous match", group, act: () => nextMatch(-1) },
    { keys: "+", word: "Zoom in", group, act: () => view.zoom(1.6) },
    { keys: "=", word: "Zoom in", group, act: () => view.zoom(1.6) },
    { keys: "-", word: "Zoom out", group, act: () => view.zoom(1 / 1.6) },
    { keys: "0", word: "All of the time", group, act: view.fit },
    { keys: "a", word: "Earlier", group, act: () => view.pan(-0.25) },
    { keys: "d", word: "Later", group, act: () => view.pan(0.25) },
    { keys: "x", word: "Fold all steps", group, act: () => foldAll(false) },
    { keys: "X", word: "Open all steps", group, act: () => foldAll(true) },
    { keys: "p", word: "Mark the critical path", group, act: () => togglePath() },
    ...(live ? [{ keys: "l", word: "Follow what happens", group, act: toggleFollow }] : []),
  ]);
}

function togglePath(): void {
  changeRun({ critical: new URLSearchParams(location.search).get("path") !== "1" });
}
