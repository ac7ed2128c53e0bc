"use client";

import { useCallback, useRef, useState } from "react";

type Work<State> = (now: State | undefined) => Promise<State | undefined>;

/**
 * A state that is read piece by piece: one read at a time, each beginning where the one before ended. While one is under
 * way another is dropped, but for the last that is to wait.
 */
export function useReads<State>() {
  const [state, setState] = useState<State>();
  const [error, setError] = useState<unknown>();
  const latest = useRef<State>(undefined);
  const busy = useRef(false);
  const next = useRef<Work<State>>(undefined);
  const read = useCallback(async (work: Work<State>, { wait = false } = {}): Promise<void> => {
    if (busy.current) {
      if (wait) next.current = work;
      return;
    }
    busy.current = true;
    try {
      for (let task: Work<State> | undefined = work; task;) {
        const told = await task(latest.current);
        if (told !== undefined) {
          latest.current = told;
          setState(() => told);
        }
        task = next.current;
        next.current = undefined;
      }
      setError(undefined);
    } catch (cause) {
      next.current = undefined;
      setError(cause);
    } finally {
      busy.current = false;
    }
  }, []);
  return { state, error, read };
}
