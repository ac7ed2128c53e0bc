"use client";

import { useCallback, useEffect, useRef } from "react";

/** A busy run says thousands of things a second, and no eye follows more than this many pictures of them. */
const everyMs = 80;

/** What comes close together is taken up together; the first after a pause at once. */
export function useGathered<Word>(take: (words: readonly Word[]) => void): (words: readonly Word[]) => void {
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  const waiting = useRef<Word[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const takenAt = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback((words) => {
    if (words.length === 0) return;
    waiting.current.push(...words);
    const wait = Math.max(0, takenAt.current + everyMs - performance.now());
    timer.current ??= setTimeout(() => {
      takenAt.current = performance.now();
      const taken = waiting.current;
      waiting.current = [];
      timer.current = undefined;
      latest.current(taken);
    }, wait);
  }, []);
}
