"use client";

import { useCallback, useSyncExternalStore } from "react";

export const narrowest = 300;
export const widest = 960;
const usual = 400;
const key = "trackside.panel";
const changed = "trackside:panel";

/** Where storage is forbidden the width lasts as long as the page. */
let latest: number | undefined;

/** How wide the panel is: a preference of this browser. */
export function usePanelWidth(): [number, (width: number) => void] {
  const width = useSyncExternalStore(subscribe, read, () => usual);
  const change = useCallback((next: number) => {
    latest = bounded(next);
    try {
      localStorage.setItem(key, String(latest));
    } catch {
      // It is in `latest`.
    }
    dispatchEvent(new Event(changed));
  }, []);
  return [width, change];
}

function read(): number {
  if (latest !== undefined) return latest;
  try {
    const kept = Number(localStorage.getItem(key) ?? usual);
    latest = Number.isFinite(kept) ? bounded(kept) : usual;
  } catch {
    latest = usual;
  }
  return latest;
}

function subscribe(notify: () => void): () => void {
  addEventListener(changed, notify);
  return () => removeEventListener(changed, notify);
}

const bounded = (width: number): number => Math.round(Math.min(widest, Math.max(narrowest, width)));
