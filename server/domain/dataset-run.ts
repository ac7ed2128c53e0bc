import { z } from "zod";
import { agentId, foreignId, plainText } from "./ids";
import { profileOverrides } from "./model-profile";
import { runStatusFilter } from "./run-status";
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

const mostTrials = 100;
const mostAtOnce = 1000;
/** More than these are a dataset of their own. */
const mostItemIds = 10_000;
const longestTimeoutMs = 2_147_483_647;

export const startDatasetRunInput = datasetRef.extend({
  agentId,
  name: plainText(200).optional(),
  version: z.number().int().min(1).optional(),
  itemIds: z.array(foreignId).min(1).max(mostItemIds).optional(),
  trials: z.number().int().min(1).max(mostTrials).optional(),
  concurrency: z.number().int().min(1).max(mostAtOnce).optional(),
  itemTimeoutMs: z.number().int().min(1).max(longestTimeoutMs).optional(),
  maxRetries: z.number().int().min(0).max(20).optional(),
  scorers: z.array(scorerChoice).max(50).optional(),
  profiles: profileOverrides.optional(),
});
export type StartDatasetRunInput = z.infer<typeof startDatasetRunInput>;

const endings = z.enum(["completed", "error", "timeout", "cancelled"]);
export const retryDatasetRunInput = datasetRunRef.extend({
  statuses: z.array(endings).min(1).max(4).default(["error", "timeout", "cancelled"]),
});

export const scoreDatasetRunInput = datasetRunRef.extend({ scorers: z.array(scorerChoice).min(1).max(50) });

const limit = z.number().int().min(1).max(100).default(20);
const cursor = z.string().min(1).max(400).optional();

export const listDatasetRunsInput = datasetRef.extend({ limit, cursor });
export const listResultsInput = datasetRunRef.extend({
  status: z.array(runStatusFilter).max(20).optional(),
  /** Only results that this scorer has scored, within the bounds if there are any. */
  scorer: plainText(200).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  limit,
  cursor,
});
export type ListResultsInput = z.infer<typeof listResultsInput>;
