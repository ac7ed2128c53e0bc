"use client";

import { useSyncExternalStore } from "react";

const query = "(min-width: 640px)";

function subscribe(notify: () => void): () => void {
  const list = matchMedia(query);
  list.addEventListener("change", notify);
  return () => list.removeEventListener("change", notify);
}

/** Whether a row has room for its columns. */
export function useWide(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => matchMedia(query).matches,
    () => true,
  );
}
