"use client";

import { CopyButton } from "@/components/ui/copy-button";
import { ExploredValue } from "@/components/values/explored-value";
import type { Json } from "@/server/domain/json";

type StepRawProps = { agentId: string; runId: string; stepId: string; answer: object };

/** The step as the REST API gives it, and where. */
export function StepRaw({ agentId, runId, stepId, answer }: StepRawProps) {
  const path = `/api/agents/${agentId}/runs/${runId}/steps/${stepId}`;
  return (
    <>
      <div className="flex items-center gap-1">
        <a href={path} className="min-w-0 flex-1 truncate font-mono text-xs text-accent-ink hover:underline" title={path}>
          GET {path}
        </a>
        <CopyButton iconOnly label="Copy the address" text={() => `${location.origin}${path}`} />
      </div>
      <ExploredValue value={JSON.parse(JSON.stringify(answer)) as Json} label="Step" absent="" />
    </>
  );
}
