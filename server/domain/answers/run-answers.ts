import { z } from "zod";
import { json } from "../json";
import type { RunPage, RunResult, RunSummary, Usage } from "../run";
import type { RunError } from "../run-error";
import type { EventType, RunEvent } from "../run-event";
import { allRunStatuses } from "../run-status";
import type { Score } from "../score";
import type { Step } from "../step";
import { stepKind, stepStatus } from "../step-schema";
import { instant, page } from "./plain-answers";

/** What is answered about runs, for who reads it elsewhere: each of these is held against the type the console works with. */
export const runStatus = z.enum(allRunStatuses);

export const runError = z
  .strictObject({
    code: z.string().describe("A stable word to match on"),
    message: z.string(),
    path: z.string().exactOptional().describe("The step it came from"),
    cause: z.string().exactOptional(),
    stack: z.string().exactOptional(),
  })
  .meta({ id: "RunError" }) satisfies z.ZodType<RunError>;

const usage = z
  .strictObject({
    inputTokens: z.number(),
    outputTokens: z.number(),
    costMicroUsd: z.number().exactOptional().describe("In millionths of a US dollar; absent where a price is not known"),
  })
  .meta({ id: "Usage" }) satisfies z.ZodType<Usage>;

export const score = z
  .strictObject({
    scorer: z.string(),
    value: z.number().nullable().describe("null: the scorer could not tell, and `reason` says why"),
    pass: z.boolean().exactOptional(),
    label: z.string().exactOptional(),
    reason: z.string().exactOptional(),
    source: z.enum(["code", "judge", "human"]),
  })
  .meta({ id: "Score" }) satisfies z.ZodType<Score>;

const runResult = z
  .strictObject({
    type: z.enum(["json", "document"]),
    data: json,
    sources: z.array(z.strictObject({ title: z.string(), url: z.string() })).exactOptional(),
  })
  .meta({ id: "RunResult" }) satisfies z.ZodType<RunResult>;

const counts = z
  .strictObject({
    steps: z.number(),
    actions: z.number(),
    modelCalls: z.number(),
    tools: z.number(),
    evaluators: z.number(),
    errors: z.number(),
  })
  .meta({ id: "RunCounts" });

const runSummary = z
  .strictObject({
    runId: z.string(),
    agentId: z.string(),
    agentRevision: z.string(),
    name: z.string().exactOptional(),
    status: runStatus,
    createdAt: instant.describe("What lists are sorted and filtered by"),
    startedAt: instant.exactOptional(),
    endedAt: instant.exactOptional(),
    durationMs: z.number().exactOptional().describe("Of a run that goes on: until now"),
    input: json.exactOptional().describe("Left out of lists; a value over 64 KB is {truncated, bytes, href}"),
    result: runResult.exactOptional().describe("Left out of lists"),
    error: runError.exactOptional(),
    messageId: z.string().exactOptional(),
    roomId: z.string().exactOptional(),
    entityId: z.string().exactOptional(),
    parentRunId: z.string().exactOptional().describe("The run that started it"),
    flow: z.string().exactOptional(),
    origin: z.enum(["elizaos", "otlp"]).exactOptional().describe("Which system it was made by; absent of runs made here"),
    rerunOf: z.strictObject({ runId: z.string(), fromPath: z.string().exactOptional() }).exactOptional(),
    datasetRunId: z.string().exactOptional(),
    itemId: z.string().exactOptional(),
    trial: z.number().exactOptional(),
    attempt: z.number().describe("The try of its item-trial: every retry is a new run"),
    recoveries: z.number().describe("Crashes it has come through"),
    counts,
    usage: usage.exactOptional(),
    scores: z.array(score).exactOptional(),
    tags: z.array(z.string()),
    metadata: z.record(z.string(), json),
  })
  .meta({ id: "RunSummary" }) satisfies z.ZodType<RunSummary>;

export const runPage = z
  .strictObject({ runs: z.array(runSummary), ...page })
  .meta({ id: "RunPage" }) satisfies z.ZodType<RunPage>;
export const oneRun = z.strictObject({ run: runSummary });

const eventType = z.enum([
  "RUN_STARTED",
  "RUN_ENDED",
  "ACTION_STARTED",
  "ACTION_COMPLETED",
  "MODEL_USED",
  "TOOL_CALL",
  "EMBEDDING_EVENT",
  "EVALUATOR_COMPLETED",
  "PLANNING",
  "REASONING",
  "LOG",
  "INPUT_REQUIRED",
  "INPUT_RECEIVED",
  "STEP_STARTED",
  "STEP_COMPLETED",
]) satisfies z.ZodType<EventType>;

const runEvent = z
  .strictObject({
    seq: z.number().describe("Its place in the run, and its id in the stream"),
    timestamp: instant,
    stepId: z.string().exactOptional().describe("A start and its completion share it"),
    path: z.string().exactOptional(),
    type: eventType,
    data: z.record(z.string(), json).describe("A value over 64 KB is {truncated, bytes, href}"),
  })
  .meta({ id: "RunEvent" }) satisfies z.ZodType<RunEvent>;

export type RunDetail = { summary: RunSummary; events: RunEvent[]; nextAfter?: number };
export const runDetail = z
  .strictObject({
    summary: runSummary,
    events: z.array(runEvent).describe("Sorted by timestamp, then seq"),
    nextAfter: z.number().exactOptional().describe("There are more: ask again with this as `after`"),
  })
  .meta({ id: "RunDetail" }) satisfies z.ZodType<RunDetail>;

const step = z
  .strictObject({
    id: z.string(),
    path: z.string().describe("The names from the root down, joined by dots"),
    parentId: z.string().exactOptional(),
    ordinal: z.number().describe("Its place among its siblings, from 0 on"),
    childCount: z.number(),
    kind: stepKind,
    name: z.string(),
    status: stepStatus,
    attempt: z.number(),
    startedAt: instant,
    endedAt: instant.exactOptional(),
    durationMs: z.number(),
    error: runError.exactOptional(),
    usage: usage.exactOptional(),
    preview: z.string().exactOptional(),
    attributes: z.record(z.string(), json).exactOptional(),
    begunSeq: z.number(),
    endedSeq: z.number().exactOptional(),
  })
  .meta({ id: "Step" }) satisfies z.ZodType<Step>;

export const stepWindow = z.strictObject({ steps: z.array(step), total: z.number() }).meta({ id: "StepWindow" });
export const oneStep = z
  .strictObject({ step, input: json.exactOptional(), output: json.exactOptional() })
  .meta({ id: "StepDetail" });
export const openInputs = z.strictObject({
  questions: z.array(
    z
      .strictObject({
        runId: z.string().describe("The run that asks: this one, or one that it started"),
        agentId: z.string(),
        runName: z.string().exactOptional(),
        stepId: z.string(),
        path: z.string().describe("What an answer names"),
        prompt: z.string().exactOptional(),
        schema: z.record(z.string(), json).describe("What an answer must fit: a JSON Schema"),
        askedAt: instant,
      })
      .meta({ id: "Question" }),
  ),
});
export const oneScore = z.strictObject({ score });
