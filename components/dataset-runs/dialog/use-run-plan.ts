"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAgents } from "@/components/agents/use-agents";
import { useTRPC } from "@/components/trpc/client";
import { recallPlan } from "./plan-memory";
import { emptyPlan, readPlan, usualScorers, type RunPlan } from "./run-plan";

export type RunGiven = {
  datasetId?: string;
  version?: number | undefined;
  selectedItemIds?: readonly string[];
  agentId?: string;
};

const none: readonly string[] = [];

/** What is chosen, what there is to choose from, and the request it comes to. */
export function useRunPlan({
  datasetId: fixedDataset,
  version: lookedAt,
  selectedItemIds = none,
  agentId: fixedAgent,
}: RunGiven) {
  const trpc = useTRPC();
  const [plan, setPlan] = useState<RunPlan>(() => ({
    ...emptyPlan,
    ...recallPlan(fixedDataset),
    ...(fixedAgent === undefined ? {} : { agentId: fixedAgent }),
    datasetId: fixedDataset,
    version: lookedAt,
    which: selectedItemIds.length > 0 ? "selected" : "all",
  }));
  // Known once the check has looked at the items.
  const [allExpect, setAllExpect] = useState(false);
  const change = (part: Partial<RunPlan>) =>
    setPlan((now) => ({ ...now, ...part, scorersChosen: now.scorersChosen || part.scorers !== undefined }));
  const chooseDataset = (datasetId: string) =>
    setPlan((now) => ({ ...emptyPlan, ...recallPlan(datasetId), datasetId, agentId: fixedAgent ?? now.agentId }));
  const { datasetId = "" } = plan;
  const known = { enabled: plan.datasetId !== undefined };
  const agents = useAgents();
  const scorers = useQuery(trpc.scores.scorers.queryOptions());
  const dataset = useQuery(trpc.datasets.get.queryOptions({ datasetId }, known));
  const versions = useQuery(trpc.datasets.versions.queryOptions({ datasetId, limit: 100 }, known));
  const latestRun = useQuery(trpc.datasetRuns.list.queryOptions({ datasetId, limit: 1 }, known));
  const runnable = (agents.data?.agents ?? []).filter((one) => one.runnable);
  const [only, ...others] = runnable;
  // Where nothing was chosen: who ran here last, or the only one there is.
  const lastAgent = latestRun.data?.runs[0]?.agentId;
  const usual = runnable.find(({ id }) => id === lastAgent) ?? (others.length === 0 ? only : undefined);
  const agent = agents.data?.agents.find(({ id }) => id === plan.agentId) ?? (plan.agentId === undefined ? usual : undefined);
  const version = plan.version ?? dataset.data?.dataset.version;
  const failures = useQuery(
    trpc.datasetRuns.lastFailures.queryOptions(
      { datasetId, agentId: agent?.id ?? "", ...(version === undefined ? {} : { version }) },
      { enabled: known.enabled && agent !== undefined },
    ),
  );
  const failed = failures.data?.tooMany ? 0 : (failures.data?.count ?? 0);
  // What cannot be meant any more, since the agent was changed, is not meant.
  const which = plan.which === "failed" && failures.data && failed === 0 ? "all" : plan.which;
  const ticked = plan.scorersChosen || !allExpect ? plan.scorers : usualScorers;
  const shown = { ...plan, which, scorers: ticked };
  const read = (profileNames: readonly string[]) =>
    readPlan(shown, {
      agentId: agent?.id,
      version,
      selectedItemIds,
      lastRunId: failures.data?.run?.id,
      scorers: scorers.data?.scorers ?? [],
      profileNames,
    });
  return {
    plan: shown,
    change,
    noteExpected: (all: boolean) => (all === allExpect ? undefined : setAllExpect(all)),
    chooseDataset,
    agents: agents.data?.agents,
    agent,
    dataset: dataset.data?.dataset,
    version,
    versions: versions.data?.versions,
    scorers: scorers.data?.scorers,
    failures: failures.data,
    selectedCount: selectedItemIds.length,
    failedToRead: agents.error ?? scorers.error ?? dataset.error ?? versions.error,
    read,
  };
}

export type RunChoices = ReturnType<typeof useRunPlan>;
