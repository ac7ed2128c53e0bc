"use client";

import { useCallback, useEffect, useRef, useState } from "react";

/** `count`: how many times the steps in view have to be read anew; `perSecond` is set as long as changes are not told one by one. */
export type Thinned = { count: number; perSecond: number | undefined };

const calmMs = 1_500;
const calm: Thinned = { count: 0, perSecond: undefined };

/** Takes up that so many changes were told as a number, and lets go of it when it has been quiet for a while. */
export function useThinned(): [Thinned, (changes: number) => void] {
  const [thinned, setThinned] = useState(calm);
  const since = useRef<{ at: number; changes: number }>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const take = useCallback((changes: number) => {
    if (changes === 0) return;
    const now = performance.now();
    const { at, changes: before } = (since.current ??= { at: now - 100, changes: 0 });
    since.current = { at, changes: before + changes };
    const perSecond = Math.round(((before + changes) / Math.max(100, now - at)) * 1000);
    setThinned(({ count }) => ({ count: count + 1, perSecond }));
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      since.current = undefined;
      // Once more: what happened last was told as a number too.
      setThinned(({ count }) => ({ count: count + 1, perSecond: undefined }));
    }, calmMs);
  }, []);
  return [thinned, take];
}
