"use client";

import { useEffect, useRef, type RefObject } from "react";
import type { TimeView } from "./use-time-view";

/** With ⌘ or Ctrl the wheel zooms to where the pointer is, sideways it pans; up and down it scrolls, as everywhere. */
export function useTimeGestures(scroller: RefObject<HTMLElement | null>, view: TimeView): void {
  const latest = useRef(view);
  useEffect(() => {
    latest.current = view;
  });
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      const { range, zoom, pan } = latest.current;
      const sideways = event.shiftKey ? event.deltaY : event.deltaX;
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        const lane = element.querySelector("[data-lane]")?.getBoundingClientRect();
        const share = lane && lane.width > 0 ? Math.min(1, Math.max(0, (event.clientX - lane.left) / lane.width)) : 0.5;
        zoom(Math.exp(-event.deltaY / 240), range.from + share * (range.to - range.from));
      } else if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
        event.preventDefault();
        pan(sideways / Math.max(1, element.clientWidth));
      }
    };
    // React listens passively, and a passive listener could not keep the page from zooming.
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [scroller]);
}
