import type { DatasetRun } from "./dataset-run";

/** How a dataset run stands: what one line says of it, without its scores. */
export type DatasetRunGlance = Omit<DatasetRun, "scores" | "datasetVersion" | "agentRevision" | "concurrency" | "durationMs"> & {
  datasetName: string;
};

/** How many of its item-trials stand how. */
export type DatasetRunCounts = Pick<
  DatasetRun,
  | "totalItems"
  | "trials"
  | "pendingCount"
  | "runningCount"
  | "waitingCount"
  | "completedCount"
  | "errorCount"
  | "timeoutCount"
  | "cancelledCount"
>;
