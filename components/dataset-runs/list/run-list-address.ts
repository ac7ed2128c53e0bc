import type { DatasetRunStatus } from "@/server/domain/dataset-run";

/** Which of a dataset's runs, as the URL says it under the REST names. */
export type RunListFilter = { status: DatasetRunStatus[]; agentId: string[] };

export const datasetRunStatuses: readonly DatasetRunStatus[] = ["pending", "running", "waiting", "completed", "cancelled"];
const agentIdShape = /^[a-z0-9][a-z0-9_.-]{0,127}$/;

export function readRunListFilter(params: URLSearchParams): RunListFilter {
  const statuses = params.getAll("status");
  return {
    status: datasetRunStatuses.filter((status) => statuses.includes(status)),
    agentId: [...new Set(params.getAll("agentId"))].filter((id) => agentIdShape.test(id)).slice(0, 100),
  };
}

/** Into the address one is at: the rest of it stays. */
export function writeRunListFilter(search: string, { status, agentId }: RunListFilter): string {
  const params = new URLSearchParams(search);
  params.delete("status");
  params.delete("agentId");
  for (const one of status) params.append("status", one);
  for (const one of agentId) params.append("agentId", one);
  return `?${params.toString()}`;
}
