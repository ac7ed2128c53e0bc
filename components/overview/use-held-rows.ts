"use client";

import { useState, type FocusEvent } from "react";

type By = "pointer" | "focus";

/**
 * Rows that come and go freely, but not under the cursor: while the pointer or the focus is among them, they keep their places
 * and only what they say is refreshed.
 */
export function useHeldRows<Row>(fresh: readonly Row[], idOf: (row: Row) => string, alsoKnown: readonly Row[] = []) {
  const [held, setHeld] = useState<{ rows: readonly Row[]; by: readonly By[] }>();
  const known = new Map([...alsoKnown, ...fresh].map((row) => [idOf(row), row]));
  const rows = held ? held.rows.map((row) => known.get(idOf(row)) ?? row) : fresh;
  const hold = (by: By) => setHeld((now) => ({ rows: now?.rows ?? fresh, by: [...(now?.by ?? []), by] }));
  const release = (by: By) =>
    setHeld((now) => {
      const left = now?.by.filter((one) => one !== by) ?? [];
      return now && left.length > 0 ? { rows: now.rows, by: left } : undefined;
    });
  return {
    rows,
    hold: {
      onPointerEnter: () => hold("pointer"),
      onPointerLeave: () => release("pointer"),
      onFocus: () => hold("focus"),
      onBlur: (event: FocusEvent<HTMLElement>) =>
        event.currentTarget.contains(event.relatedTarget) ? undefined : release("focus"),
    },
  };
}
