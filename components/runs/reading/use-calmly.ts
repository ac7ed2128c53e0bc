"use client";

import { useEffect, useRef } from "react";

const calmMs = 250;

/** Does it after each change, but not more often than the eye follows; the last change is never left out. */
export function useCalmly(changes: unknown, act: () => void): void {
  const takenAt = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    timer.current ??= setTimeout(
      () => {
        timer.current = undefined;
        takenAt.current = performance.now();
        latest.current();
      },
      Math.max(0, takenAt.current + calmMs - performance.now()),
    );
  }, [changes]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
}
