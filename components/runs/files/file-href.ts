type RunAddress = { agentId: string; runId: string };

const restOf = ({ agentId, runId }: RunAddress): string =>
  `/api/agents/${encodeURIComponent(agentId)}/runs/${encodeURIComponent(runId)}`;

export function fileHref(run: RunAddress, path: string): string {
  return `${restOf(run)}/artifacts/${path.split("/").map(encodeURIComponent).join("/")}`;
}

export function archiveHref(run: RunAddress): string {
  return `${restOf(run)}/archive`;
}
