"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { runHref } from "@/components/runs/run-href";
import { useTRPC } from "@/components/trpc/client";

/** Runs again, and opens what comes of it. Busy until its page is there. */
export function useRerun() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const router = useRouter();
  const [opening, startOpening] = useTransition();
  const rerun = useMutation(
    trpc.runs.rerun.mutationOptions({
      onSuccess: ({ run }, { runId }) => {
        void client.invalidateQueries(trpc.runs.lineage.queryFilter({ runId }));
        startOpening(() => router.push(runHref(run)));
      },
    }),
  );
  return { start: rerun.mutate, error: rerun.error, busy: rerun.isPending || opening };
}

/** Why a run's agent cannot run now; undefined where it can, or where that is not known yet. */
export function useWhyNotRunnable(agentId: string): string | undefined {
  const trpc = useTRPC();
  const { data, error } = useQuery(trpc.agents.get.queryOptions({ agentId }, { staleTime: 10_000 }));
  if (error?.data?.httpStatus === 404) return `The agent ${agentId} is not there any more.`;
  if (!data || data.agent.runnable) return undefined;
  return `${data.agent.name} cannot run: ${data.agent.problem ?? "it was imported, and has no code here"}`;
}
