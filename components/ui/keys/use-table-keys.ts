"use client";

import { tableKeys, type KeyNotes } from "./known-keys";
import { useKeyNotes } from "./use-key-notes";
import { useKeys } from "./use-keys";

const walking = new Set(["j", "k"]);

/** From anywhere on the page j or k goes to its first table; there the table's own keys walk the rows. */
export function useTableKeys(keys: KeyNotes = tableKeys): void {
  useKeyNotes(keys);
  useKeys(keys.notes.flatMap((note) => (walking.has(note.keys) ? [{ ...note, group: keys.group, act: enterTable }] : [])));
}

function enterTable(): void {
  // At its last row a table leaves the key to us: one stays where one is.
  if (document.activeElement?.closest("[data-row-link],[role=grid],[role=treegrid]")) return;
  document.querySelector<HTMLElement>("main [role=grid], main [data-row-link]")?.focus();
}
