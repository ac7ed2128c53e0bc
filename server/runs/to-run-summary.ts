import type { ForeignSource } from "@/server/domain/foreign-source";
import type { Json } from "@/server/domain/json";
import type { RunSummary } from "@/server/domain/run";
import type { RunError } from "@/server/domain/run-error";
import type { RunStatus } from "@/server/domain/run-status";
import { countsOf, usageOf } from "./run-totals";
import type { RunRow } from "./store";

/** A row as the world sees it; what is unknown is absent, never 0. */
export function toRunSummary(row: RunRow, now: number): RunSummary {
  const summary: RunSummary = {
    runId: row.id,
    agentId: row.agentId,
    agentRevision: row.agentRevision,
    status: row.status as RunStatus,
    createdAt: row.createdAt,
    attempt: row.attempt,
    recoveries: row.recoveries,
    counts: countsOf(row),
    tags: JSON.parse(row.tags) as string[],
    metadata: JSON.parse(row.metadata) as Record<string, Json>,
  };
  if (row.startedAt !== null) {
    summary.startedAt = row.startedAt;
    summary.durationMs = Math.max(0, (row.endedAt ?? now) - row.startedAt);
  }
  if (row.endedAt !== null) summary.endedAt = row.endedAt;
  if (row.error !== null) summary.error = JSON.parse(row.error) as RunError;
  const usage = usageOf(row);
  if (usage) summary.usage = usage;
  if (row.rerunOf !== null)
    summary.rerunOf = row.rerunFromPath === null ? { runId: row.rerunOf } : { runId: row.rerunOf, fromPath: row.rerunFromPath };
  for (const field of ["name", "messageId", "roomId", "entityId", "parentRunId", "flow", "datasetRunId", "itemId"] as const) {
    const value = row[field];
    if (value !== null) summary[field] = value;
  }
  if (row.origin !== null) summary.origin = row.origin as ForeignSource;
  if (row.trial !== null) summary.trial = row.trial;
  return summary;
}
