import type { DatasetRun } from "@/server/domain/dataset-run";

type Counts = Pick<DatasetRun, "completedCount" | "errorCount" | "timeoutCount" | "cancelledCount">;

export const endedOf = (run: Counts): number => run.completedCount + run.errorCount + run.timeoutCount + run.cancelledCount;

/** Cancelled, and still clearing up. */
export const isLive = (run: Pick<DatasetRun, "status" | "endedAt">): boolean =>
  run.status === "cancelled" ? run.endedAt === undefined : run.status !== "completed";
