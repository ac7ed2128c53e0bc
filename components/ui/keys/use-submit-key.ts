"use client";

import type { KeyboardEvent } from "react";
import { formKeys } from "./known-keys";
import { useKeyNotes } from "./use-key-notes";

/** ⌘ or Ctrl with Enter sends the form it is pressed in. */
export function useSubmitKey(): (event: KeyboardEvent<HTMLFormElement>) => void {
  useKeyNotes(formKeys);
  return submitByKey;
}

function submitByKey(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) event.currentTarget.requestSubmit();
}
