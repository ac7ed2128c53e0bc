"use client";

import { useCallback, useLayoutEffect, useState, type RefObject } from "react";

/** Browsers cannot draw anything much taller than this; a million rows are. Beyond it a pixel of the scrollbar stands for more than one. */
const tallestPx = 12_000_000;
const overscan = 8;

type RowWindowInput = { total: number; rowHeight: number; headHeight: number; scroller: RefObject<HTMLElement | null> };

export type RowWindow = {
  first: number;
  last: number;
  /** Of what holds the rows. */
  height: number;
  topOf: (index: number) => number;
  /** Brings a row into view, no further than needed; or to the middle, where one comes from far away. */
  show: (index: number) => void;
  toEnd: () => void;
  isAtEnd: () => boolean;
  /** As drawn last: the last row is in sight. */
  showsEnd: boolean;
};

/** Which of very many rows of one height are in sight. */
export function useRowWindow({ total, rowHeight, headHeight, scroller }: RowWindowInput): RowWindow {
  // So that the server draws the first screen too.
  const [seen, setSeen] = useState({ top: 0, height: 600 });
  const full = total * rowHeight;
  const height = Math.min(full, tallestPx);
  const room = Math.max(1, seen.height - headHeight);
  const ratio = height < full ? Math.max(1, (full - room) / Math.max(1, height - room)) : 1;
  const offset = seen.top * ratio;
  const look = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const { scrollTop: top, clientHeight } = element;
    setSeen((before) => (before.top === top && before.height === clientHeight ? before : { top, height: clientHeight }));
  }, [scroller]);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    // It tells at once, too, how large it is.
    const resized = new ResizeObserver(look);
    resized.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [look, scroller]);
  const scrollTo = (to: number) => {
    scroller.current?.scrollTo({ top: to / ratio });
    look();
  };
  return {
    first: Math.max(0, Math.floor(offset / rowHeight) - overscan),
    last: Math.min(total, Math.ceil((offset + room) / rowHeight) + overscan),
    height,
    topOf: (index) => index * rowHeight - offset + seen.top,
    show: (index) => {
      const top = index * rowHeight;
      const now = (scroller.current?.scrollTop ?? seen.top) * ratio;
      if (top >= now && top + rowHeight <= now + room) return;
      const far = top < now - room || top > now + 2 * room;
      scrollTo(far ? top - room / 2 : top < now ? top : top + rowHeight - room);
    },
    toEnd: () => scrollTo(Math.max(0, full - room)),
    showsEnd: offset + room >= full - rowHeight / 2,
    isAtEnd: () => {
      const element = scroller.current;
      return element === null || element.scrollHeight - element.scrollTop - element.clientHeight < 40;
    },
  };
}
