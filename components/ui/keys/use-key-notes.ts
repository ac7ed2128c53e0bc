"use client";

import { useEffect } from "react";
import { noteKeys } from "./key-registry";
import type { KeyNotes } from "./known-keys";

/** Has the keys of a widget listed while it is on the page. */
export function useKeyNotes(notes: KeyNotes): void {
  useEffect(() => noteKeys(notes), [notes]);
}
