import type { ReactNode } from "react";
import { RunDatasetButton } from "@/components/dataset-runs/run-dataset-button";
import { AlertIcon } from "@/components/ui/icons";
import type { Agent } from "@/server/domain/agent";
import { AgentLately } from "./agent-lately";

export function AgentHeader({ agent }: { agent: Agent }) {
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h1 className="text-lg font-semibold [overflow-wrap:anywhere]">{agent.name}</h1>
        {agent.name === agent.id ? null : <span className="font-mono text-xs text-ink-2">{agent.id}</span>}
        {agent.kind === "imported" ? null : (
          <span className="ml-auto">
            <RunDatasetButton agentId={agent.id} look="secondary">
              Run on a dataset
            </RunDatasetButton>
          </span>
        )}
      </div>
      {agent.description === undefined ? null : (
        <p className="max-w-3xl text-pretty text-ink-2 [overflow-wrap:anywhere]">{agent.description}</p>
      )}
      <dl className="flex flex-wrap gap-x-6 gap-y-1">
        <Figure word="Kind">{agent.kind}</Figure>
        {agent.kind === "imported" ? null : (
          <>
            <Figure word="Gives">{agent.resultType}</Figure>
            <Figure word="Revision">
              <span className="font-mono text-xs" title={agent.revision}>
                {agent.revision.slice(0, 12)}
              </span>
            </Figure>
          </>
        )}
        <Figure word="Lately">
          <span className="font-normal">
            <AgentLately agentId={agent.id} />
          </span>
        </Figure>
      </dl>
      {agent.problem === undefined || agent.kind === "imported" ? null : (
        <p className="flex gap-2 rounded-md border border-late-line bg-late-wash px-3 py-2 [overflow-wrap:anywhere]">
          <AlertIcon className="mt-0.5 shrink-0 text-late" /> It cannot run now: {agent.problem}
        </p>
      )}
    </div>
  );
}

function Figure({ word, children }: { word: string; children: ReactNode }) {
  return (
    <div className="flex gap-2">
      <dt className="text-ink-2">{word}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}
