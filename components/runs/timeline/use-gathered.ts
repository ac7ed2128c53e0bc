"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { Step } from "@/server/domain/step";

/** A busy run says thousands of things a second, and no eye follows more than this many pictures of them. */
const everyMs = 80;

/** Steps by id, the latest word on each; words that come close together are taken up together. */
export function useGathered(first: readonly Step[], most: number) {
  const [steps, setSteps] = useState<ReadonlyMap<string, Step>>(() => merge(new Map(), first, most));
  const waiting = useRef<Step[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const takenAt = useRef(0);
  const gather = useCallback(
    (more: readonly Step[]) => {
      if (more.length === 0) return;
      waiting.current.push(...more);
      // The first after a pause is shown at once.
      const wait = Math.max(0, takenAt.current + everyMs - performance.now());
      timer.current ??= setTimeout(() => {
        takenAt.current = performance.now();
        const taken = waiting.current;
        waiting.current = [];
        timer.current = undefined;
        setSteps((known) => merge(known, taken, most));
      }, wait);
    },
    [most],
  );
  useEffect(() => () => clearTimeout(timer.current), []);
  return [steps, gather] as const;
}

function merge(known: ReadonlyMap<string, Step>, more: readonly Step[], most: number): ReadonlyMap<string, Step> {
  const next = new Map(known);
  for (const step of more) if (next.has(step.id) || next.size < most) next.set(step.id, step);
  return next;
}
