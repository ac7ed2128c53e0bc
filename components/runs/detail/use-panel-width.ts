"use client";

import { useCallback, useLayoutEffect, useState } from "react";

export const narrowest = 300;
export const widest = 960;
const usual = 400;
const key = "trackside.panel";

/** How wide the panel is: a preference of this browser. */
export function usePanelWidth(): [number, (width: number) => void] {
  const [width, setWidth] = useState(usual);
  // Before the first paint in the browser; the server cannot know it.
  useLayoutEffect(() => setWidth(stored()), []);
  const change = useCallback((next: number) => {
    const kept = bounded(next);
    setWidth(kept);
    try {
      localStorage.setItem(key, String(kept));
    } catch {
      // Storage may be forbidden; then the width lasts as long as the page.
    }
  }, []);
  return [width, change];
}

function stored(): number {
  try {
    const kept = Number(localStorage.getItem(key) ?? usual);
    return Number.isFinite(kept) ? bounded(kept) : usual;
  } catch {
    return usual;
  }
}

const bounded = (width: number): number => Math.round(Math.min(widest, Math.max(narrowest, width)));
