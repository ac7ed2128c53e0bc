"use client";

import { useQueries } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { foundInput, foundPageSize } from "./found-input";
import type { RowSource } from "./use-item-rows";

export type FoundRows = RowSource & { total: number | undefined; totalIsLowerBound: boolean; more: boolean };

/** The rows of a version that hold a text, page after page as one comes to the end of those there are. */
export function useFoundRows(datasetId: string, version: number, q: string): FoundRows {
  const trpc = useTRPC();
  const [cursors, setCursors] = useState<readonly (string | undefined)[]>([undefined]);
  const pages = useQueries({
    queries: cursors.map((cursor) =>
      trpc.datasets.searchItems.queryOptions(foundInput(datasetId, version, q, cursor), {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 60_000,
      }),
    ),
  });
  const rows = pages.flatMap(({ data }) => data?.rows ?? []);
  const last = pages.at(-1);
  const next = last?.data?.nextCursor ?? undefined;
  const onSight = useCallback(
    (_first: number, end: number) => {
      if (next === undefined || end < rows.length - foundPageSize / 2) return;
      setCursors((known) => (known.includes(next) ? known : [...known, next]));
    },
    [next, rows.length],
  );
  const first = pages[0]?.data;
  return {
    count: rows.length,
    rowAt: (at) => rows[at],
    onSight,
    error: last?.error ?? undefined,
    retry: () => void last?.refetch(),
    total: first?.total,
    totalIsLowerBound: first?.totalIsLowerBound === true,
    more: next !== undefined || last?.isPending === true,
  };
}
