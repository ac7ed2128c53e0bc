"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { formatCount } from "@/server/domain/format";
import { mostSelected } from "@/server/domain/most-selected";
import type { RowSource } from "./use-item-rows";

type SelectionInput = {
  datasetId: string;
  version: number;
  source: RowSource;
  /** Among the rows of a search only those that were read can be selected together. */
  searched: boolean;
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
  onSay: (words: string) => void;
};

/** Which items are chosen: one by one, from one to another with Shift, or all; also those whose rows were never read. */
export function useItemSelection({ datasetId, version, source, searched, selected, onSelect, onSay }: SelectionInput) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [anchor, setAnchor] = useState<number>();

  const readIds = async (start: number, count: number): Promise<string[]> => {
    const rows = Array.from({ length: Math.min(count, mostSelected) }, (_, at) => source.rowAt(start + at));
    const known = rows.flatMap((row) => (row ? [row.id] : []));
    if (searched || known.length === rows.length) return known;
    const input = { datasetId, version, start, limit: rows.length };
    return (await client.fetchQuery(trpc.datasets.itemIds.queryOptions(input, { staleTime: Number.POSITIVE_INFINITY }))).ids;
  };
  const add = (start: number, count: number, kept: ReadonlySet<string>) => {
    readIds(start, count).then(
      (ids) => {
        const all = [...new Set([...kept, ...ids])];
        onSelect(new Set(all.slice(0, mostSelected)));
        if (count > mostSelected || all.length > mostSelected)
          onSay(`The first ${formatCount(mostSelected)} are selected: no more can be at once.`);
      },
      (error: unknown) => onSay(problemOf(error).detail ?? "They could not be selected."),
    );
  };
  const tick = (at: number, { shiftKey }: { shiftKey: boolean }) => {
    if (shiftKey && anchor !== undefined && anchor !== at) {
      add(Math.min(anchor, at), Math.abs(anchor - at) + 1, selected);
      return;
    }
    setAnchor(at);
    const row = source.rowAt(at);
    if (!row) return;
    const next = new Set(selected);
    if (!next.delete(row.id)) next.add(row.id);
    onSelect(next);
  };
  const tickAll = () => (selected.size > 0 ? onSelect(new Set()) : add(0, source.count, new Set()));
  return { tick, tickAll };
}
