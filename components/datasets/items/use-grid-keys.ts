"use client";

import type { KeyboardEvent } from "react";

type GridKeysInput = {
  count: number;
  active: number;
  onActive: (at: number) => void;
  onOpen: (at: number) => void;
  onTick: (at: number, event: { shiftKey: boolean }) => void;
  onTickAll: () => void;
  onDelete: () => void;
  onEscape: () => void;
};

const page = 15;

/** The keys of the items' table, on the table only: walk by arrows or j and k, Enter opens, Space or x selects, with Shift to there. */
export function useGridKeys({ count, active, onActive, onOpen, onTick, onTickAll, onDelete, onEscape }: GridKeysInput) {
  const go = (at: number, event: KeyboardEvent) => {
    const next = Math.max(0, Math.min(count - 1, at));
    onActive(next);
    if (event.shiftKey && active >= 0) onTick(next, { shiftKey: true });
  };
  const keys: Readonly<Record<string, (event: KeyboardEvent) => void>> = {
    ArrowDown: (event) => go(active + 1, event),
    j: (event) => go(active + 1, event),
    J: (event) => go(active + 1, event),
    ArrowUp: (event) => go(active - 1, event),
    k: (event) => go(active - 1, event),
    K: (event) => go(active - 1, event),
    PageDown: (event) => go(active + page, event),
    PageUp: (event) => go(active - page, event),
    Home: (event) => go(0, event),
    End: (event) => go(count - 1, event),
    Enter: () => active >= 0 && onOpen(active),
    " ": (event) => active >= 0 && onTick(active, event),
    x: (event) => active >= 0 && onTick(active, event),
    Delete: onDelete,
    Backspace: onDelete,
    Escape: onEscape,
  };
  return (event: KeyboardEvent<HTMLElement>) => {
    if ((event.metaKey || event.ctrlKey) && event.key === "a" && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      return onTickAll();
    }
    const act = keys[event.key];
    if (!act || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    act(event);
  };
}
