"use client";

import { useSyncExternalStore } from "react";

type RowHeights = { row: number; head: number };

const narrow = "(width < 640px)";
const onPhone: RowHeights = { row: 46, head: 46 };
const elsewhere: RowHeights = { row: 30, head: 26 };

/** On a phone a row has two lines, the name and below it the bar; so has the head, with the times below its words. */
export function useRowHeights(): RowHeights {
  return useSyncExternalStore(
    (changed) => {
      const query = matchMedia(narrow);
      query.addEventListener("change", changed);
      return () => query.removeEventListener("change", changed);
    },
    () => (matchMedia(narrow).matches ? onPhone : elsewhere),
    () => elsewhere,
  );
}
