"use client";

import { useCallback, useMemo, useState } from "react";
import type { Json } from "@/server/domain/json";
import type { JsonMatch } from "./find-in-json";
import { childrenAtOnce, firstDepth, jsonRows } from "./json-rows";

const moreAtOnce = 500;

/** Which nodes of a value are open, and how many children of each are shown. */
export function useJsonFolding(value: Json) {
  const depth = useMemo(() => firstDepth(value), [value]);
  const [turned, setTurned] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [shown, setShown] = useState<ReadonlyMap<string, number>>(new Map());
  const rows = useMemo(
    () =>
      jsonRows(value, {
        isOpen: (path, at) => turned.get(path) ?? at < depth,
        shown: (path) => shown.get(path) ?? childrenAtOnce,
      }),
    [value, depth, turned, shown],
  );
  const turn = useCallback((path: string, open: boolean) => setTurned((known) => new Map(known).set(path, open)), []);
  const showMore = useCallback(
    (path: string) => setShown((known) => new Map(known).set(path, (known.get(path) ?? childrenAtOnce) + moreAtOnce)),
    [],
  );
  /** Opens all that hides a match. */
  const reveal = useCallback(({ above }: JsonMatch) => {
    setTurned((known) => new Map([...known, ...above.map(({ path }) => [path, true] as const)]));
    setShown((known) => {
      const hidden = above.filter(({ path, child }) => child >= (known.get(path) ?? childrenAtOnce));
      return hidden.length === 0 ? known : new Map([...known, ...hidden.map(({ path, child }) => [path, child + 50] as const)]);
    });
  }, []);
  return { rows, turn, showMore, reveal };
}
