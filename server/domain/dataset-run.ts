import { z } from "zod";
import { datasetRunLimits, mostItemIds } from "./dataset-run-limits";
import { agentId, foreignId, plainText } from "./ids";
import { profileOverrides } from "./model-profile";
import { runStatusFilter } from "./run-status-filter";
import type { Json } from "./json";
import type { RunError } from "./run-error";
import type { RunStatus } from "./run-status";
import { scorerChoice, type Score } from "./score";

export type DatasetRunStatus = "pending" | "running" | "waiting" | "completed" | "cancelled";

export type ScoreSummary = { mean: number | null; n: number; passRate: number };

export type DatasetRun = {
  id: string;
  datasetId: string;
  datasetVersion: number;
  agentId: string;
  agentRevision: string;
  name: string;
  status: DatasetRunStatus;
  totalItems: number;
  trials: number;
  pendingCount: number;
  runningCount: number;
  waitingCount: number;
  completedCount: number;
  errorCount: number;
  timeoutCount: number;
  cancelledCount: number;
  createdAt: number;
  startedAt?: number;
  endedAt?: number;
  durationMs?: number;
  concurrency: number;
  scores: Record<string, ScoreSummary>;
};

export type DatasetResult = {
  itemId: string;
  trial: number;
  runId?: string;
  attempt: number;
  status: RunStatus;
  input?: Json;
  expected?: Json;
  output?: Json;
  error?: RunError;
  durationMs?: number;
  /** When it is tried again by itself. */
  retryAt?: number;
  scores: Score[];
};

const id = z.string().regex(/^[A-Za-z0-9_.-]{1,200}$/, "an id is up to 200 of A-Z a-z 0-9 _ . -");

export const datasetRef = z.strictObject({ datasetId: id });
export const datasetRunRef = z.strictObject({ datasetId: id, runId: id });
export const datasetRunId = z.strictObject({ id });

const upTo = (most: number, least = 1) => z.number().int().min(least).max(most);

export const startDatasetRunInput = datasetRef.extend({
  agentId,
  name: plainText(200).optional(),
  version: z.number().int().min(1).optional(),
  itemIds: z.array(foreignId).min(1).max(mostItemIds).optional().describe("All items where not said"),
  failedIn: id.optional().describe("Instead of itemIds: those that failed or ran out of time in this earlier run of the dataset"),
  trials: upTo(datasetRunLimits.trials).optional().describe("Runs of each item"),
  concurrency: upTo(datasetRunLimits.concurrency).optional().describe("At once"),
  itemTimeoutMs: upTo(datasetRunLimits.itemTimeoutMs).optional(),
  maxRetries: upTo(datasetRunLimits.maxRetries, 0).optional().describe("New attempts of what fails"),
  scorers: z.array(scorerChoice).max(50).optional().describe("By their ids, or with settings: {id, …}"),
  profiles: profileOverrides.optional(),
});
export type StartDatasetRunInput = z.infer<typeof startDatasetRunInput>;

/** Which of a dataset's items. */
export type ItemChoice = Pick<StartDatasetRunInput, "datasetId" | "version" | "itemIds" | "failedIn">;

/** With a key it starts at most once, however often it is asked. */
export const startDatasetRunOnceInput = startDatasetRunInput.extend({ idempotencyKey: z.string().min(1).max(255) });

export const checkDatasetRunInput = startDatasetRunInput.pick({
  datasetId: true,
  agentId: true,
  version: true,
  itemIds: true,
  failedIn: true,
  scorers: true,
  profiles: true,
});
export type CheckDatasetRunInput = z.infer<typeof checkDatasetRunInput>;

export type ItemMisfit = { itemId: string; path: string; message: string };

/** What can be said of a dataset run before it starts. */
export type DatasetRunCheck = {
  /** How many items it would go over, and how many of the chosen ones the version does not have. */
  itemCount: number;
  missingCount: number;
  /** Those whose input does not fit the agent's schema: how many, and the first of them. */
  misfitCount: number;
  misfits: ItemMisfit[];
  /** Not looked at: too large, or there was no time for more. */
  uncheckedCount: number;
  withoutExpectedCount: number;
  /** Scorers that compare with what is expected. */
  needExpected: string[];
  scorerProblems: { scorer: string; message: string }[];
  /** Why the agent cannot run so. */
  agentProblem?: string;
  /** The model profiles the agent says it uses, and the names of all there are. */
  profiles: { name: string; model?: string; problem?: string }[];
  profileNames: string[];
};

export const lastFailuresInput = datasetRef.extend({ agentId, version: z.number().int().min(1).optional() });

/** The agent's latest run over the dataset, and how many items failed in it that the version still has. */
export type LastFailures = { run?: Pick<DatasetRun, "id" | "name" | "createdAt" | "status">; count: number; tooMany: boolean };

const endings = z.enum(["completed", "error", "timeout", "cancelled"]);
export const retryDatasetRunInput = datasetRunRef.extend({
  statuses: z.array(endings).min(1).max(4).default(["error", "timeout", "cancelled"]),
});

export const scoreDatasetRunInput = datasetRunRef.extend({ scorers: z.array(scorerChoice).min(1).max(50) });

const limit = z.number().int().min(1).max(100).default(20);
const cursor = z.string().min(1).max(400).optional().describe("The nextCursor of the page before");

const datasetRunStatus = z.enum(["pending", "running", "waiting", "completed", "cancelled"]);
export const lastRunsInput = z.strictObject({ datasetIds: z.array(id).min(1).max(100) });
export type LastRun = { datasetId: string; id: string; agentId: string; status: DatasetRunStatus; createdAt: number };

export const listDatasetRunsInput = datasetRef.extend({
  agentId: z.array(agentId).max(100).optional(),
  status: z.array(datasetRunStatus).max(5).optional(),
  limit,
  cursor,
});
export type ListDatasetRunsInput = z.infer<typeof listDatasetRunsInput>;
export const listResultsInput = datasetRunRef.extend({
  status: z.array(runStatusFilter).max(20).optional(),
  scorer: plainText(200).optional().describe("Only results that this scorer has scored"),
  min: z.number().optional().describe("Its value from here on, included"),
  max: z.number().optional().describe("Its value up to here, included"),
  limit,
  cursor,
});
export type ListResultsInput = z.infer<typeof listResultsInput>;
