"use client";

import { useSyncExternalStore } from "react";

const narrow = "(width < 640px)";

/** On a phone a row has two lines: the name, and below it the bar. */
export function useRowHeight(): number {
  return useSyncExternalStore(
    (changed) => {
      const query = matchMedia(narrow);
      query.addEventListener("change", changed);
      return () => query.removeEventListener("change", changed);
    },
    () => (matchMedia(narrow).matches ? 46 : 30),
    () => 30,
  );
}
