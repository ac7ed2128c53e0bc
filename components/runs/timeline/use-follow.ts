"use client";

import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { RowWindow } from "./use-row-window";

type FollowInput = { total: number; live: boolean; window: RowWindow; scroller: React.RefObject<HTMLElement | null> };
export type Follow = { following: boolean; unseen: number; start: () => void; stop: () => void };

/** Stays at the end while steps arrive, until one scrolls away; then only counts what came since. */
export function useFollow({ total, live, window, scroller }: FollowInput): Follow {
  const [following, setFollowing] = useState(live);
  const [seen, setSeen] = useState(total);
  const top = useRef(0);
  const latest = useRef(window);
  useLayoutEffect(() => {
    latest.current = window;
  });
  const stop = () => {
    setFollowing(false);
    setSeen(total);
  };
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const look = () => {
      // Up is away, and so is what brings one up; that more has come below is not.
      if (element.scrollTop < top.current - 2 && !latest.current.isAtEnd()) {
        setFollowing((before) => {
          if (before) setSeen(total);
          return false;
        });
      } else if (latest.current.isAtEnd() && element.scrollTop > top.current) setFollowing(true);
      top.current = element.scrollTop;
    };
    element.addEventListener("scroll", look, { passive: true });
    return () => element.removeEventListener("scroll", look);
  }, [scroller, total]);
  // Who sees the end sees what is new.
  if (window.showsEnd && seen < total) setSeen(total);
  useLayoutEffect(() => {
    if (live && following && total > 0) latest.current.toEnd();
  }, [total, live, following]);
  return {
    following: live && following,
    unseen: live && !following ? Math.max(0, total - seen) : 0,
    start: () => setFollowing(true),
    stop,
  };
}
