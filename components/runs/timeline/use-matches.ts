"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { narrows, type RunAddress } from "@/components/runs/run-address";
import { useTRPC } from "@/components/trpc/client";
import type { RunTree } from "./run-tree";
import { filterTest } from "./step-filter";

const pageSize = 500;
const againMs = 1_000;

export type Matches = {
  ids: ReadonlySet<string>;
  /** Not all of the run has been looked through. */
  more: boolean;
  looking: boolean;
  lookFurther: () => void;
};

type Looked = { for: string; ids: readonly string[]; after: number; more: boolean; looking: boolean };
type MatchesInput = { runId: string; tree: RunTree; version: number; address: RunAddress; live: boolean; now: number };

/**
 * The steps one looks for: the server looks through the whole run, a part at a time, and of what is here already this
 * browser knows at once, also of what is just happening.
 */
export function useMatches({ runId, tree, version, address, live, now }: MatchesInput): Matches | undefined {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { q, kinds, failed, minMs } = address;
  const key = JSON.stringify([q ?? null, kinds, failed, minMs ?? null]);
  const wanted = narrows(address);
  const none: Looked = { for: key, ids: [], after: 0, more: true, looking: true };
  const [looked, setLooked] = useState(none);
  const latestNow = useRef(now);
  useEffect(() => {
    latestNow.current = now;
  });
  const state = looked.for === key ? looked : none;
  const { after, more, looking } = state;
  useEffect(() => {
    if (!wanted || !looking) return;
    let left = false;
    const filter = {
      ...(q === undefined ? {} : { q }),
      ...(kinds.length === 0 ? {} : { kinds }),
      ...(failed ? { failed } : {}),
      ...(minMs === undefined ? {} : { minMs }),
    };
    const query = trpc.runs.matches.queryOptions({ runId, ...filter, after, limit: pageSize }, { staleTime: 0, gcTime: 0 });
    client.fetchQuery(query).then(
      (page) => {
        if (left) return;
        tree.take([...page.ancestors, ...page.steps]);
        setLooked((before) => {
          const ids = before.for === key ? before.ids : [];
          // A part without a match is no reason to stop; a page full of them is.
          const goesOn = page.hasMore && page.steps.length < pageSize / 2;
          return {
            for: key,
            ids: [...ids, ...page.steps.map((step) => step.id)],
            after: page.after,
            more: page.hasMore,
            looking: goesOn,
          };
        });
      },
      () => setTimeout(() => left || setLooked({ ...state }), againMs),
    );
    return () => {
      left = true;
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [after, client, key, looking, runId, trpc, wanted]);
  // What has begun since is looked through too.
  useEffect(() => {
    if (!wanted || !live || looking || more) return;
    const timer = setTimeout(() => setLooked((before) => ({ ...before, looking: true })), againMs);
    return () => clearTimeout(timer);
  }, [wanted, live, looking, more, after]);
  const ids = useMemo(() => {
    const found = new Set(looked.for === key ? looked.ids : []);
    const fits = filterTest(address, latestNow.current);
    if (wanted) for (const step of tree.steps.values()) if (fits(step)) found.add(step.id);
    // What only passed a failure on stands there as what is above it.
    if (failed) for (const id of found) found.delete(tree.steps.get(id)?.parentId ?? "");
    return found;
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [looked, key, tree, version, wanted]);
  if (!wanted) return undefined;
  return { ids, more, looking, lookFurther: () => setLooked((before) => ({ ...before, looking: before.more })) };
}
