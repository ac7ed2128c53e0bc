"use client";

import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { itemRowsInput, windowSize } from "./item-rows-input";
import type { ItemRow } from "@/server/domain/item-row";

/** Rows as a table asks for them: by their place, with more coming as one gets there. */
export type RowSource = {
  count: number;
  rowAt: (at: number) => ItemRow | undefined;
  onSight: (first: number, last: number) => void;
  error: unknown;
  retry: () => void;
};

/** While one drags through thousands of rows, those passed by are not asked for. */
const settleMs = 60;

/** The rows of a version, in windows that are read as they come into sight. A version never changes, so what was read stays. */
export function useItemRows(datasetId: string, version: number, count: number): RowSource {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [sight, setSight] = useState<readonly [number, number]>([0, 0]);
  const [settled, setSettled] = useState(sight);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(sight), settleMs);
    return () => clearTimeout(timer);
  }, [sight]);
  const starts: number[] = [];
  for (let start = settled[0]; start <= settled[1] && start < count; start += windowSize) starts.push(start);
  const windows = useQueries({
    queries: starts.map((start) =>
      trpc.datasets.itemRows.queryOptions(itemRowsInput(datasetId, version, start), {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 60_000,
      }),
    ),
  });
  const onSight = useCallback((first: number, last: number) => {
    const [from, to] = [windowOf(first), windowOf(last)];
    setSight((known) => (known[0] === from && known[1] === to ? known : [from, to]));
  }, []);
  const read = (of: number, at: number) =>
    client.getQueryData(trpc.datasets.itemRows.queryKey(itemRowsInput(datasetId, of, windowOf(at))))?.rows[at % windowSize];
  const failed = windows.find(({ error, data }) => error && !data);
  return {
    count,
    // Until a new version's rows are there, those of the one before stand in their places: most are the same.
    rowAt: (at) => read(version, at) ?? (version > 1 ? read(version - 1, at) : undefined),
    onSight,
    error: failed?.error,
    retry: () => void failed?.refetch(),
  };
}

function windowOf(at: number): number {
  return Math.max(0, at - (at % windowSize));
}
