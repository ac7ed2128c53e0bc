"use client";

import type { KeyboardEvent } from "react";
import type { ShownRows } from "./shown-rows";

type TreeKeysInput = {
  rows: ShownRows;
  active: number;
  goTo: (index: number) => void;
  fold: (index: number, open: boolean) => void;
  onEnter: () => void;
  onEscape: () => void;
};

const page = 15;

/** The keys of a tree, while it has the focus: arrows or j and k, Home and End, left and right to fold, Enter, Escape. */
export function useTreeKeys({ rows, active, goTo, fold, onEnter, onEscape }: TreeKeysInput) {
  const go = (index: number) => goTo(Math.max(0, Math.min(rows.total - 1, index)));
  const row = rows.rowAt(active);
  const expanded = row === undefined || row.type === "unread" ? undefined : row.expanded;
  const close = () => {
    if (!row) return go(0);
    if (expanded) return fold(active, false);
    for (let index = active - 1; index >= 0; index--) if ((rows.rowAt(index)?.depth ?? 0) < row.depth) return go(index);
  };
  const open = () => {
    if (expanded === false) fold(active, true);
    else if (expanded) go(active + 1);
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => go(active + 1),
    j: () => go(active + 1),
    ArrowUp: () => go(active - 1),
    k: () => go(active - 1),
    PageDown: () => go(active + page),
    PageUp: () => go(active - page),
    Home: () => go(0),
    End: () => go(rows.total - 1),
    ArrowLeft: close,
    ArrowRight: open,
    Enter: onEnter,
    Escape: onEscape,
  };
  return (event: KeyboardEvent<HTMLElement>) => {
    const act = keys[event.key];
    if (!act || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    act();
  };
}
