"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTRPC } from "@/components/trpc/client";
import type { Step } from "@/server/domain/step";
import type { RunTree } from "./run-tree";

/** Finds a step by its id or its path, wherever in the run it is, and opens all that is above it. Nothing where there is no such step. */
export function useReveal(runId: string, tree: RunTree): (wanted: string) => Promise<Step | undefined> {
  const trpc = useTRPC();
  const client = useQueryClient();
  return useCallback(
    async (wanted) => {
      const known = tree.steps.get(wanted) ?? tree.byPath(wanted);
      // What is above it may not have been read.
      const top = known && (tree.ancestors(known.id).at(-1) ?? known);
      if (known && top && tree.placeOf(top).parentId === undefined) return openAbove(tree, known);
      const ref = /^[0-9a-z]{1,10}$/.test(wanted) ? { runId, stepId: wanted } : { runId, path: wanted };
      const found = await client.fetchQuery(trpc.runs.ancestors.queryOptions(ref, { retry: false })).catch(() => undefined);
      if (!found) return undefined;
      tree.take([...found.ancestors, found.step]);
      return openAbove(tree, found.step);
    },
    [client, runId, tree, trpc],
  );
}

function openAbove(tree: RunTree, step: Step): Step {
  for (const above of tree.ancestors(step.id)) tree.setOpen(above.id, true);
  return step;
}
