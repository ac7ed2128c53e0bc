"use client";

import { useQueryClient, useSuspenseInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useMemo, useState } from "react";
import { statusLook } from "@/components/runs/status-look";
import { useTRPC } from "@/components/trpc/client";
import type { ItemRow, TrialRow } from "@/server/domain/item-result";
import { itemsInput, type ResultAddress } from "./result-address";
import type { RunRef } from "./use-live-dataset-run";

const everyMs = 1_000;
const mostRefreshed = 100;

type UseItemsInput = { ref: RunRef; address: ResultAddress; live: boolean; ended: number; scorers: number };

/** Something of it is still to come: its end, another try, or scores. */
function isOpen({ status, retryAt, scores }: TrialRow, scorers: number): boolean {
  return !statusLook[status].ended || retryAt !== undefined || (status === "completed" && scores.length < scorers);
}

/**
 * The rows that fit the address, page by page. While the run goes on, rows that are shown are kept fresh in their places;
 * what else has ended only counts, until one asks for it.
 */
export function useItems({ ref, address, live, ended, scorers }: UseItemsInput) {
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

  const freshen = useEffectEvent(async (which: "open" | "all") => {
    const wanted = which === "all" ? rows : rows.filter((row) => row.trials.some((trial) => isOpen(trial, scorers)));
    if (address.view === "only-there") return;
    const { baseline } = address;
    for (let at = 0; at < wanted.length; at += mostRefreshed) {
      const indexes = wanted.slice(at, at + mostRefreshed).map(({ index }) => index);
      const asked = { ...ref, indexes, ...(baseline === undefined ? {} : { baseline }) };
      const { items } = await client.fetchQuery(trpc.datasetRuns.refreshItems.queryOptions(asked, { staleTime: 0, gcTime: 0 }));
      setFresh((known) => ({
        of: dataUpdatedAt,
        rows: new Map([...(known.of === dataUpdatedAt ? known.rows : []), ...items.map((row) => [row.index, row] as const)]),
      }));
      if (which === "open") return;
    }
  });
  const [seenLive, setSeenLive] = useState(live);
  if (live && !seenLive) setSeenLive(true);
  useEffect(() => {
    const look = (which: "open" | "all") => void freshen(which).catch(() => undefined);
    // Once more when it has ended: the last ended, and scores came, after the look before.
    if (!live) return seenLive ? look("all") : undefined;
    const timer = setInterval(() => look("open"), everyMs);
    return () => clearInterval(timer);
  }, [live, seenLive]);

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
