import { z } from "zod";
import type { DatasetResult, DatasetRun } from "../dataset-run";
import { json } from "../json";
import { exactPage, instant, page } from "./plain-answers";
import { runError, runStatus, score } from "./run-answers";

const scoreSummary = z.strictObject({
  mean: z.number().nullable(),
  n: z.number().describe("How many runs have a score"),
  passRate: z.number().describe("Of all item-trials: one without a score has not passed"),
});

const datasetRun = z
  .strictObject({
    id: z.string(),
    datasetId: z.string(),
    datasetVersion: z.number(),
    agentId: z.string(),
    agentRevision: z.string(),
    name: z.string(),
    status: z
      .enum(["pending", "running", "waiting", "completed", "cancelled"])
      .describe("completed: every item-trial has an ending, whatever it is"),
    totalItems: z.number(),
    trials: z.number().describe("The seven counts below always sum to totalItems x trials"),
    pendingCount: z.number(),
    runningCount: z.number(),
    waitingCount: z.number(),
    completedCount: z.number(),
    errorCount: z.number(),
    timeoutCount: z.number(),
    cancelledCount: z.number(),
    createdAt: instant,
    startedAt: instant.exactOptional(),
    endedAt: instant.exactOptional(),
    durationMs: z.number().exactOptional(),
    concurrency: z.number(),
    scores: z.record(z.string(), scoreSummary).describe("By scorer"),
  })
  .meta({ id: "DatasetRun" }) satisfies z.ZodType<DatasetRun>;

const datasetResult = z
  .strictObject({
    itemId: z.string(),
    trial: z.number(),
    runId: z.string().exactOptional(),
    attempt: z.number(),
    status: runStatus,
    input: json.exactOptional(),
    expected: json.exactOptional(),
    output: json.exactOptional(),
    error: runError.exactOptional(),
    durationMs: z.number().exactOptional(),
    retryAt: instant.exactOptional().describe("When it is tried again by itself"),
    scores: z.array(score),
  })
  .meta({ id: "DatasetResult" }) satisfies z.ZodType<DatasetResult>;

export const datasetRunPage = z.strictObject({ runs: z.array(datasetRun), ...exactPage });
export const oneDatasetRun = z.strictObject({ run: datasetRun });
export const resultPage = z.strictObject({ results: z.array(datasetResult), ...page });
