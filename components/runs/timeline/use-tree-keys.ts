"use client";

import type { KeyboardEvent } from "react";
import type { TimelineRow } from "@/server/domain/timeline";

type TreeKeysInput = {
  rows: readonly TimelineRow[];
  activeIndex: number;
  onSelect: (stepId: string | undefined) => void;
  fold: (stepId: string, toFolded?: boolean) => void;
};

/** The keys of a tree, on the tree only: arrows or j and k, Home and End, left and right to fold, Escape to let go. */
export function useTreeKeys({ rows, activeIndex, onSelect, fold }: TreeKeysInput) {
  const go = (index: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (row) onSelect(row.step.id);
  };
  const active = rows[activeIndex];
  const close = () => {
    if (!active) return go(0);
    if (active.expanded) return fold(active.step.id, true);
    const parent = rows.findLastIndex((row, index) => index < activeIndex && row.depth < active.depth);
    if (parent >= 0) go(parent);
  };
  const open = () => {
    if (active?.expanded === false) fold(active.step.id, false);
    else if (!active || active.expanded) go(activeIndex + 1);
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => go(activeIndex + 1),
    j: () => go(activeIndex + 1),
    ArrowUp: () => go(activeIndex - 1),
    k: () => go(activeIndex - 1),
    PageDown: () => go(activeIndex + 15),
    PageUp: () => go(activeIndex - 15),
    Home: () => go(0),
    End: () => go(rows.length - 1),
    ArrowLeft: close,
    ArrowRight: open,
    Escape: () => onSelect(undefined),
  };
  return (event: KeyboardEvent<HTMLElement>) => {
    const act = keys[event.key];
    if (!act || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    act();
  };
}
