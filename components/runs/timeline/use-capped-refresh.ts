"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTRPC } from "@/components/trpc/client";
import type { Step } from "@/server/domain/step";

const everyMs = 2_000;
const mostAtOnce = 50;

type CappedRefreshInput = {
  runId: string;
  active: boolean;
  steps: ReadonlyMap<string, Step>;
  gather: (steps: readonly Step[]) => void;
};

/** A run with more steps than are shown is not followed step by step: the run, and what is still open in sight, are asked for now and then. */
export function useCappedRefresh({ runId, active, steps, gather }: CappedRefreshInput): void {
  const trpc = useTRPC();
  const client = useQueryClient();
  useEffect(() => {
    if (!active) return;
    const refresh = async () => {
      const open = [...steps.values()].filter((step) => step.endedAt === undefined).slice(0, mostAtOnce);
      const read = open.map((step) =>
        client.fetchQuery(trpc.runs.step.queryOptions({ runId, stepId: step.id }, { staleTime: 0 })),
      );
      gather((await Promise.all(read)).map((answer) => answer.step));
      await client.invalidateQueries(trpc.runs.get.queryFilter({ runId }));
    };
    const timer = setInterval(() => void refresh().catch(() => undefined), everyMs);
    return () => clearInterval(timer);
  }, [active, client, gather, runId, steps, trpc]);
}
