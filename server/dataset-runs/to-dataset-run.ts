import type { Context } from "@/server/context";
import type { DatasetRun, DatasetRunStatus } from "@/server/domain/dataset-run";
import { nameOfScorer, type ScorerChoice } from "@/server/domain/score";
import { summariseScores } from "@/server/scores/summarise-scores";
import type { DatasetRunRow } from "./store";

/** A row as the world sees it, with what its scorers say so far. */
export async function toDatasetRun(ctx: Context, row: DatasetRunRow): Promise<DatasetRun> {
  const { id, datasetId, datasetVersion, agentId, agentRevision, name, totalItems, trials, createdAt, concurrency } = row;
  const { pendingCount, runningCount, waitingCount, completedCount, errorCount, timeoutCount, cancelledCount } = row;
  // One that is scored again keeps when its runs ended, for how long they took; but it has not ended now.
  const over = row.endedAt !== null && row.status !== "running";
  const scorers = (JSON.parse(row.scorers) as ScorerChoice[]).map(nameOfScorer);
  return {
    id,
    datasetId,
    datasetVersion,
    agentId,
    agentRevision,
    name,
    status: row.status as DatasetRunStatus,
    totalItems,
    trials,
    pendingCount,
    runningCount,
    waitingCount,
    completedCount,
    errorCount,
    timeoutCount,
    cancelledCount,
    createdAt,
    ...(row.startedAt === null
      ? {}
      : { startedAt: row.startedAt, durationMs: Math.max(0, (row.endedAt ?? Date.now()) - row.startedAt) }),
    ...(over && row.endedAt !== null ? { endedAt: row.endedAt } : {}),
    concurrency,
    scores: await summariseScores(ctx, row.key, { itemTrials: totalItems * trials, scorers, steady: over }),
  };
}
