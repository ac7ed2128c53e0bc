type RunAddress = { agentId: string; runId: string };

export function runHref({ agentId, runId }: RunAddress): string {
  return `/agents/${encodeURIComponent(agentId)}/runs/${encodeURIComponent(runId)}`;
}
