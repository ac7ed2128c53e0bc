"use client";

import { useQueryClient, useSuspenseInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useMemo, useState } from "react";
import { statusLook } from "@/components/runs/status-look";
import { useTRPC } from "@/components/trpc/client";
import type { ItemRow } from "@/server/domain/item-result";
import { itemsInput, type ResultAddress } from "./result-address";
import type { RunRef } from "./use-dataset-run";

const everyMs = 1_000;
const mostRefreshed = 100;

type UseItemsInput = { ref: RunRef; address: ResultAddress; live: boolean; ended: number };

/**
 * The rows that fit the address, page by page. While the run goes on, rows that are shown are kept fresh in their places;
 * what else has ended only counts, until one asks for it.
 */
export function useItems({ ref, address, live, ended }: UseItemsInput) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const input = itemsInput(ref, address);
  const options = trpc.datasetRuns.items.infiniteQueryOptions(input, {
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { data, dataUpdatedAt, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage, refetch, isRefetching } =
    useSuspenseInfiniteQuery(options);
  const [fresh, setFresh] = useState<{ of: number; rows: ReadonlyMap<number, ItemRow> }>({ of: 0, rows: new Map() });
  const rows = useMemo(() => {
    const over = fresh.of === dataUpdatedAt ? fresh.rows : undefined;
    const all = data.pages.flatMap((page) => page.items);
    return over ? all.map((row) => over.get(row.index) ?? row) : all;
  }, [data, dataUpdatedAt, fresh]);

  const freshen = useEffectEvent(async () => {
    const open = rows.filter((row) =>
      row.trials.some(({ status, retryAt }) => !statusLook[status].ended || retryAt !== undefined),
    );
    const indexes = open.slice(0, mostRefreshed).map(({ index }) => index);
    if (indexes.length === 0 || address.view === "only-there") return;
    const { baseline } = address;
    const asked = { ...ref, indexes, ...(baseline === undefined ? {} : { baseline }) };
    const { items } = await client.fetchQuery(trpc.datasetRuns.refreshItems.queryOptions(asked, { staleTime: 0, gcTime: 0 }));
    setFresh((known) => ({
      of: dataUpdatedAt,
      rows: new Map([...(known.of === dataUpdatedAt ? known.rows : []), ...items.map((row) => [row.index, row] as const)]),
    }));
  });
  useEffect(() => {
    // Once more when it has ended: the last of them ended after the look before.
    const look = () => void freshen().catch(() => undefined);
    if (!live) return look();
    const timer = setInterval(look, everyMs);
    return () => clearInterval(timer);
  }, [live]);

  const endedThen = data.pages[0]?.ended ?? ended;
  return {
    rows,
    comparing: data.pages[0]?.comparing === true,
    /** How many items had the verdict of a comparison's view. */
    matching: data.pages[0]?.matching,
    /** How many item-trials have ended since the list was read. */
    since: Math.max(0, ended - endedThen),
    hasMore: hasNextPage,
    loadingMore: isFetchingNextPage,
    failedMore: isFetchNextPageError,
    loadMore: () => void fetchNextPage(),
    refreshing: isRefetching,
    /** From the top: the pages behind it are read again when one gets there. */
    showNewest: () => {
      client.setQueryData(options.queryKey, (known) =>
        known ? { pages: known.pages.slice(0, 1), pageParams: known.pageParams.slice(0, 1) } : known,
      );
      void refetch();
      void client.invalidateQueries(trpc.datasetRuns.compare.queryFilter({ ...ref, baseline: address.baseline ?? "" }));
    },
  };
}
