"use client";

import { createContext, useCallback, useContext, useSyncExternalStore, type ReactNode } from "react";

const RenderedAt = createContext(0);

/** Carries the moment of the server's render, so that the first browser render writes the same "3 s ago". */
export function NowProvider({ at, children }: { at: number; children: ReactNode }) {
  return <RenderedAt value={at}>{children}</RenderedAt>;
}

/** The current time, anew every `everyMs`. */
export function useNow(everyMs: number): number {
  const renderedAt = useContext(RenderedAt);
  const subscribe = useCallback(
    (tick: () => void) => {
      const timer = setInterval(tick, everyMs);
      return () => clearInterval(timer);
    },
    [everyMs],
  );
  return useSyncExternalStore(
    subscribe,
    () => Math.floor(Date.now() / everyMs) * everyMs,
    () => renderedAt,
  );
}
