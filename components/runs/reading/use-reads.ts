"use client";

import { useCallback, useRef, useState } from "react";

type Work<State> = (now: State | undefined) => Promise<State | undefined>;

/**
 * A state that is read piece by piece: one read at a time, each beginning where the one before ended. What is asked while
 * another read is under way comes after it; the same read is not queued behind itself, but for "refresh", which may have
 * begun before the last change.
 */
export function useReads<State>() {
  const [state, setState] = useState<State>();
  const [error, setError] = useState<unknown>();
  const latest = useRef<State>(undefined);
  const running = useRef<string>(undefined);
  const queue = useRef(new Map<string, Work<State>>());
  const read = useCallback(async (what: string, work: Work<State>): Promise<void> => {
    if (running.current !== undefined) {
      if (running.current !== what || what === "refresh") queue.current.set(what, work);
      return;
    }
    try {
      for (let next: [string, Work<State>] | undefined = [what, work]; next; [next] = queue.current) {
        const [name, task] = next;
        queue.current.delete(name);
        running.current = name;
        const told = await task(latest.current);
        if (told === undefined) continue;
        latest.current = told;
        setState(() => told);
      }
      setError(undefined);
    } catch (cause) {
      queue.current.clear();
      setError(cause);
    } finally {
      running.current = undefined;
    }
  }, []);
  return { state, error, read };
}
