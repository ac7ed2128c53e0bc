import { runHref } from "@/components/runs/run-href";
import { noChoice, writeRunFilter } from "@/components/runs/run-filter";
import type { FailureGroup } from "@/server/domain/failure-group";

/** One run leads to the step it failed at; more of them to the list of just these. */
export function failureHref(group: FailureGroup, since: number): string {
  const { agentId, status, find, last, path, runs } = group;
  if (runs === 1) return failedRunHref({ agentId, runId: last.runId, path });
  const q = find === undefined ? {} : { q: find };
  return `/runs${writeRunFilter({ ...noChoice, agentId: [agentId], status: [status], single: true, from: since, ...q, page: 1 })}`;
}

type FailedRun = { agentId: string; runId: string; path?: string | undefined };

export function failedRunHref({ agentId, runId, path }: FailedRun): string {
  return `${runHref({ agentId, runId })}${path === undefined ? "" : `?step=${encodeURIComponent(path)}`}`;
}

export const allFailedHref = (since: number): string =>
  `/runs${writeRunFilter({ ...noChoice, status: ["error", "timeout"], from: since, page: 1 })}`;
