"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type RefObject } from "react";
import { useTRPC } from "@/components/trpc/client";
import type { RunTree } from "./run-tree";
import { isLarge } from "./shown-rows";

const touches = ["wheel", "pointerdown", "keydown", "touchmove"] as const;
/** Of a run that goes on, what is open in a group is looked at again. */
const anewMs = 3_000;
/** One that could not be read is asked for again. */
const againMs = 2_000;
const mostAtOnce = 50;

type FoldsInput = { runId: string; tree: RunTree; version: number; live: boolean; scroller: RefObject<HTMLElement | null> };

/**
 * Asks the console what is alike in large families that are open. Rows one has begun to walk through do not fold any more:
 * then they stay as they are until the family is opened again.
 */
export function useFolds({ runId, tree, version, live, scroller }: FoldsInput): void {
  const trpc = useTRPC();
  const client = useQueryClient();
  const touched = useRef(0);
  const asked = useRef(new Set<string>());
  const [round, setRound] = useState(0);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const touch = () => void touched.current++;
    for (const type of touches) element.addEventListener(type, touch, { passive: true });
    return () => {
      for (const type of touches) element.removeEventListener(type, touch);
    };
  }, [scroller]);
  useEffect(() => {
    const known = asked.current;
    for (const id of known) if (!tree.isOpen(id)) known.delete(id);
    const wanted = [...tree.openSteps].filter((id) => {
      const family = tree.family(id);
      return family !== undefined && isLarge(tree, family) && !family.folds && !known.has(id);
    });
    for (let at = 0; at < wanted.length; at += mostAtOnce) void ask(wanted.slice(at, at + mostAtOnce), touched.current);
    async function ask(ids: string[], since: number): Promise<void> {
      for (const id of ids) known.add(id);
      const of = ids.map((parent) => {
        const { count = 0, watchedFrom = 0 } = tree.family(parent) ?? {};
        return { parent, upTo: Math.min(count, watchedFrom) };
      });
      try {
        const query = trpc.runs.folds.queryOptions({ runId, of }, { staleTime: 0, gcTime: 0, retry: false });
        const answer = await client.fetchQuery(query);
        if (touched.current === since) for (const { parent, ...folds } of answer) tree.takeFolds(parent, folds);
      } catch {
        // Its rows stand there unfolded meanwhile.
        setTimeout(() => {
          for (const id of ids) known.delete(id);
          setRound((before) => before + 1);
        }, againMs);
      }
    }
  }, [client, round, runId, tree, trpc, version]);
  useEffect(() => {
    const refresh = async () => {
      const of = [...tree.openSteps].flatMap((parent) => {
        const folds = tree.family(parent)?.folds;
        return folds?.parts.some(({ open }) => open > 0) ? [{ parent, upTo: folds.upTo }] : [];
      });
      if (of.length === 0) return;
      const query = trpc.runs.folds.queryOptions({ runId, of: of.slice(0, mostAtOnce) }, { staleTime: 0, gcTime: 0 });
      const answer = await client.fetchQuery(query).catch(() => []);
      for (const { parent, ...folds } of answer) tree.takeFolds(parent, folds);
    };
    // Also once after it has ended: what was open then is not any more.
    if (!live) {
      void refresh();
      return;
    }
    const timer = setInterval(() => void refresh(), anewMs);
    return () => clearInterval(timer);
  }, [client, live, runId, tree, trpc]);
}
