"use client";

import { useState } from "react";
import { useHold } from "./hold";

/**
 * Rows that come and go freely, but not under the cursor: while they are held they keep their places, and only what they say is
 * refreshed.
 */
export function useHeldRows<Row>(
  fresh: readonly Row[],
  idOf: (row: Row) => string,
  alsoKnown: readonly Row[] = [],
): readonly Row[] {
  const hold = useHold();
  const [held, setHeld] = useState<readonly Row[]>();
  if (hold !== (held !== undefined)) setHeld(hold ? fresh : undefined);
  if (!hold || !held) return fresh;
  const known = new Map([...alsoKnown, ...fresh].map((row) => [idOf(row), row]));
  return held.map((row) => known.get(idOf(row)) ?? row);
}
