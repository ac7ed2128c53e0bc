"use client";

import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";

type FollowInput = { count: number; live: boolean; scroller: RefObject<HTMLElement | null>; scrollTo: (index: number) => void };

/** Stays at the end while steps arrive, until one scrolls away; then only counts what came since. */
export function useFollow({ count, live, scroller, scrollTo }: FollowInput): { unseen: number; toEnd: () => void } {
  const atEnd = useRef(true);
  const [seen, setSeen] = useState(count);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const look = () => {
      atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 40;
      if (atEnd.current) setSeen(Number.POSITIVE_INFINITY);
      else setSeen((before) => (before === Number.POSITIVE_INFINITY ? count : before));
    };
    look();
    element.addEventListener("scroll", look, { passive: true });
    return () => element.removeEventListener("scroll", look);
  }, [count, scroller]);
  useLayoutEffect(() => {
    if (live && atEnd.current && count > 0) scrollTo(count - 1);
    // A new row is the only reason to move.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [count, live]);
  const unseen = live ? Math.max(0, count - seen) : 0;
  return { unseen, toEnd: () => scrollTo(count - 1) };
}
