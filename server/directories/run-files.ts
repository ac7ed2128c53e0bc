import type { ExportedRun } from "@/server/runs/export-run";
import type { Usage } from "@/server/domain/run";
import { usageFields } from "./step-files";
import { hexOf, toTime, type Field } from "./to-shown";

const timeOf = (ms: number | null): string | null => (ms === null ? null : toTime(ms));

export function summaryOf(run: ExportedRun): Record<string, Field> {
  return {
    run_id: run.id,
    execution_id: `dadex-${hexOf(`execution:${run.id}`, 16)}`,
    root_component_id: run.agentId,
    created_at: timeOf(run.createdAt),
    completed_at: timeOf(run.endedAt),
    ...usageFields("agg_usage_", usageOf(run)),
  };
}

/** Written last of all: a directory is complete where this says so, and of the state this names. */
export function metadataOf(run: ExportedRun, mark: string): Record<string, Field> {
  return {
    run_id: run.id,
    agent_id: run.agentId,
    agent_revision: run.agentRevision,
    status: run.status,
    error: run.error === null ? null : { json: run.error },
    created_at: timeOf(run.createdAt),
    started_at: timeOf(run.startedAt),
    completed_at: timeOf(run.endedAt),
    duration_seconds: run.startedAt === null || run.endedAt === null ? null : (run.endedAt - run.startedAt) / 1000,
    rerun_info: run.rerunOf === null ? null : { previous_run_id: run.rerunOf, start_hierarchy_path: run.rerunFromPath },
    written_state: mark,
  };
}

function usageOf({ inputTokens, outputTokens, costMicroUsd }: ExportedRun): Usage | undefined {
  if (inputTokens === null && outputTokens === null) return undefined;
  const tokens = { inputTokens: inputTokens ?? 0, outputTokens: outputTokens ?? 0 };
  return costMicroUsd === null ? tokens : { ...tokens, costMicroUsd };
}
