import { z } from "zod";
import type { ForeignSource } from "./foreign-source";
import { agentId, foreignId, plainText, runId } from "./ids";
import { json, type Json } from "./json";
import { profileOverrides } from "./model-profile";
import type { RunError } from "./run-error";
import { runStatusFilter } from "./run-status-filter";
import type { RunStatus } from "./run-status";
import type { Score } from "./score";
import { isStepPath } from "./step-path";

export type RunCounts = {
  steps: number;
  actions: number;
  modelCalls: number;
  tools: number;
  evaluators: number;
  errors: number;
};

export type Usage = { inputTokens: number; outputTokens: number; costMicroUsd?: number };
export type RunResult = { type: "json" | "document"; data: Json; sources?: { title: string; url: string }[] };

export type RunSummary = {
  runId: string;
  agentId: string;
  agentRevision: string;
  name?: string;
  status: RunStatus;
  createdAt: number;
  startedAt?: number;
  endedAt?: number;
  durationMs?: number;
  input?: Json;
  result?: RunResult;
  error?: RunError;
  messageId?: string;
  roomId?: string;
  entityId?: string;
  parentRunId?: string;
  flow?: string;
  /** Which system it was made by; runs made here say nothing. */
  origin?: ForeignSource;
  rerunOf?: { runId: string; fromPath?: string };
  datasetRunId?: string;
  itemId?: string;
  trial?: number;
  attempt: number;
  recoveries: number;
  counts: RunCounts;
  usage?: Usage;
  scores?: Score[];
  tags: string[];
  metadata: Record<string, Json>;
};

/** The longest a run may be allowed to work: setTimeout's own limit, a little under 25 days. */
const longestTimeoutMs = 2_147_483_647;

/** Lists carry it, so it stays small. */
const mostMetadata = 64 * 1024;

const metadata = json
  .refine((value) => value !== null && typeof value === "object" && !Array.isArray(value), "must be an object")
  .transform((value) => value as Record<string, Json>)
  .refine((value) => JSON.stringify(value).length <= mostMetadata, `is larger than ${mostMetadata / 1024} KB`)
  .meta({ type: "object", description: `At most ${mostMetadata / 1024} KB` });

/** Inputs of steps, by their path, that replace what the code gives them. */
export const staticInputs = z
  .record(z.string().min(1).max(40_000), json)
  .refine((inputs) => Object.keys(inputs).length <= 1000, "at most 1,000 steps")
  .superRefine((inputs, ctx) => {
    for (const path of Object.keys(inputs))
      if (!isStepPath(path))
        ctx.addIssue({ code: "custom", path: [path], message: "is not a step's path, as agent.main_flow.classify is one" });
  });

/** What it takes to start a run, by whatever door; every door parses it with this. */
export const startRunInput = z.strictObject({
  agentId,
  input: json.describe("Fits the agent's inputSchema"),
  name: plainText(200).optional(),
  timeoutMs: z.number().int().min(1).max(longestTimeoutMs).optional().describe("Time in which it works; waiting does not count"),
  tags: z.array(plainText(100)).max(50).optional(),
  metadata: metadata.optional(),
  roomId: foreignId.optional(),
  entityId: foreignId.optional(),
  messageId: foreignId.optional(),
  staticInputs: staticInputs.optional().describe("By a step's path: what it is given in place of what the code gives it"),
  flow: plainText(2000).optional().describe("Runs this flow only: its name, or its path below the root"),
  profiles: profileOverrides.optional().describe("By a model profile's name: another profile, or some of its settings"),
  runIdPrefix: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,60}$/, "a run id prefix is up to 60 of A-Z a-z 0-9 _ -")
    .optional()
    .describe("What the run's id begins with"),
});
export type StartRunInput = z.infer<typeof startRunInput>;

const listLimit = z.number().int().min(1).max(100);
const listCursor = z.string().min(1).max(400);

const instant = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** Besides by time: within one agent. */
const runSort = z.enum(["durationMs", "cost"]);
export type RunSort = z.infer<typeof runSort>;

/** `from` and `minMs` are included, `to` is not, `maxMs` is; several values of one are an "or". */
export const listRunsInput = z.strictObject({
  agentId: z.array(agentId).max(100).optional(),
  status: z.array(runStatusFilter).max(20).optional(),
  roomId: z.array(foreignId).max(100).optional(),
  tag: z.array(plainText(100)).max(50).optional(),
  datasetRunId: z.array(foreignId).max(100).optional(),
  single: z.boolean().optional().describe("Only runs that belong to no dataset run and were not started by another run"),
  from: instant.optional().describe("createdAt from here on, included"),
  to: instant.optional().describe("createdAt up to here, not included"),
  q: z.string().min(1).max(200).optional().describe("A text in input, result, name or error, whatever its case"),
  minMs: instant.optional().describe("Duration from here on, included"),
  maxMs: instant.optional().describe("Duration up to here, included"),
  sort: z
    .enum(["createdAt", ...runSort.options])
    .optional()
    .describe("Newest first where not said; by duration or cost within one agent"),
  limit: listLimit.default(20),
  cursor: listCursor.optional().describe("The nextCursor of the page before"),
});
export type ListRunsInput = z.infer<typeof listRunsInput>;

export type RunPage = {
  runs: RunSummary[];
  total: number;
  totalIsLowerBound?: boolean;
  hasMore: boolean;
  nextCursor: string | null;
};

export const runRef = z.strictObject({ runId });
