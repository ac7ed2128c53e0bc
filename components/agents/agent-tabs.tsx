"use client";

import { useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { Tabs } from "@/components/ui/tabs";
import { changeAgentAddress, readAgentAddress, type AgentTab } from "./agent-address";
import { LazyAgentTrends, LazyRevisions } from "./lazy-tabs";

/** What the agent is asked to do comes first; how it did, and what became of it, beside that. */
export function AgentTabs({ agentId, run }: { agentId: string; run: ReactNode }) {
  const { tab } = readAgentAddress(useSearchParams());
  return (
    <Tabs<AgentTab>
      label="Agent"
      wide
      value={tab}
      onChange={(next) => changeAgentAddress({ tab: next, compare: undefined, revision: undefined })}
      tabs={[
        { value: "run", word: "Run", content: run },
        { value: "trends", word: "Trends", content: <LazyAgentTrends agentId={agentId} /> },
        { value: "revisions", word: "Revisions", content: <LazyRevisions agentId={agentId} /> },
      ]}
    />
  );
}
