"use client";

import Link from "next/link";
import { CopyButton } from "@/components/ui/copy-button";
import { Facts, type Fact } from "@/components/ui/facts";
import { ExploredValue } from "@/components/values/explored-value";
import { sourceNames } from "@/server/domain/foreign-source";
import type { RunSummary } from "@/server/domain/run";

/** What is known of the run besides what it took and gave. */
export function RunAbout({ run }: { run: RunSummary }) {
  const mono = (text: string) => <span className="font-mono text-xs">{text}</span>;
  const facts: Fact[] = [
    {
      word: "Run",
      value: (
        <span className="flex items-center gap-1">
          <span className="min-w-0 flex-1 truncate font-mono text-xs" title={run.runId}>
            {run.runId}
          </span>
          <CopyButton iconOnly label="Copy the run's id" text={() => run.runId} />
        </span>
      ),
    },
    {
      word: "Agent",
      value: (
        <Link href={`/agents/${encodeURIComponent(run.agentId)}`} className="text-accent-ink hover:underline">
          {run.agentId}
        </Link>
      ),
    },
    ...(run.origin === undefined
      ? [
          { word: "Revision", value: mono(run.agentRevision.slice(0, 12)) },
          { word: "Attempt", value: run.attempt },
        ]
      : [{ word: "From", value: sourceNames[run.origin] }]),
    ...(run.flow === undefined ? [] : [{ word: "Only the flow", value: run.flow }]),
    ...(run.roomId === undefined ? [] : [{ word: "Room", value: run.roomId }]),
    ...(run.entityId === undefined ? [] : [{ word: "Entity", value: run.entityId }]),
    ...(run.messageId === undefined ? [] : [{ word: "Message", value: run.messageId }]),
    ...(run.itemId === undefined ? [] : [{ word: "Dataset item", value: mono(run.itemId) }]),
    ...(run.trial === undefined ? [] : [{ word: "Trial", value: run.trial }]),
    ...(run.tags.length === 0 ? [] : [{ word: "Tags", value: run.tags.join(", ") }]),
    ...(run.recoveries === 0 ? [] : [{ word: "Came through crashes", value: run.recoveries }]),
  ];
  return (
    <>
      <Facts facts={facts} />
      {Object.keys(run.metadata).length === 0 ? null : <ExploredValue value={run.metadata} label="Metadata" absent="" />}
    </>
  );
}
