"use client";

import { useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { Tabs } from "@/components/ui/tabs";
import type { Agent } from "@/server/domain/agent";
import { changeAgentAddress, readAgentAddress, type AgentTab } from "./agent-address";
import { LazyAgentTrends, LazyRevisions } from "./lazy-tabs";

/** What the agent is asked to do comes first; how it did, and what became of it, beside that. */
export function AgentTabs({ agent: { id: agentId, kind }, run }: { agent: Agent; run: ReactNode }) {
  const { tab: asked } = readAgentAddress(useSearchParams());
  const tab = kind === "imported" && asked === "revisions" ? "run" : asked;
  return (
    <Tabs<AgentTab>
      label="Agent"
      wide
      value={tab}
      onChange={(next) => changeAgentAddress({ tab: next, compare: undefined, revision: undefined })}
      tabs={[
        { value: "run", word: kind === "imported" ? "Runs" : "Run", content: run, keep: true },
        { value: "trends", word: "Trends", content: <LazyAgentTrends agentId={agentId} /> },
        // Of what runs elsewhere no code is known, and so no revision.
        ...(kind === "imported"
          ? []
          : [{ value: "revisions" as const, word: "Revisions", content: <LazyRevisions agentId={agentId} /> }]),
      ]}
    />
  );
}
