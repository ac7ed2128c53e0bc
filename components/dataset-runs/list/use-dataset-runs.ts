"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPCClient } from "@/components/trpc/client";
import type { DatasetRun } from "@/server/domain/dataset-run";
import { isLive } from "../dataset-run-progress";
import type { RunListFilter } from "./run-list-address";

const pageSize = 30;
const first: string | undefined = undefined;

/** Newest first, kept fresh in place; what is newer than the first row only counts, until one asks to see it. */
export function useDatasetRuns(datasetId: string, filter: RunListFilter) {
  const client = useTRPCClient();
  const of = JSON.stringify([datasetId, filter]);
  const asked = {
    datasetId,
    limit: pageSize,
    ...(filter.status.length > 0 ? { status: filter.status } : {}),
    ...(filter.agentId.length > 0 ? { agentId: filter.agentId } : {}),
  };
  const { data, isPlaceholderData, hasNextPage, isFetchingNextPage, fetchNextPage, isError } = useInfiniteQuery({
    queryKey: ["dataset-runs", asked],
    queryFn: ({ pageParam, signal }) =>
      client.datasetRuns.list.query({ ...asked, ...(pageParam === undefined ? {} : { cursor: pageParam }) }, { signal }),
    initialPageParam: first,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: ({ state }) => (state.data?.pages.some((page) => page.runs.some(isLive)) ? 1_000 : 5_000),
    placeholderData: keepPreviousData,
    throwOnError: (_error, query) => query.state.data === undefined,
  });
  const all = data?.pages.flatMap((page) => page.runs) ?? [];
  const [top, setTop] = useState<{ of: string; createdAt: number }>();
  const newest = all[0]?.createdAt;
  if (newest !== undefined && !isPlaceholderData && top?.of !== of) setTop({ of, createdAt: newest });
  const isNew = (run: DatasetRun) => top?.of === of && run.createdAt > top.createdAt;
  return {
    rows: data && all.filter((run) => !isNew(run)),
    total: data?.pages[0]?.total ?? 0,
    waiting: all.filter(isNew).length,
    showNewest: () => (newest === undefined ? undefined : setTop({ of, createdAt: newest })),
    more: hasNextPage ? () => void fetchNextPage() : undefined,
    loadingMore: isFetchingNextPage,
    loadingFilter: isPlaceholderData,
    stale: isError,
  };
}
