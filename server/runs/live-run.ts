import { rootStep } from "@/server/domain/host-protocol";
import type { RunCounts, Usage } from "@/server/domain/run";
import type { RunEnding } from "@/server/domain/run-status";
import type { StepKind } from "@/server/domain/step-kind";
import { countsOf, usageOf } from "./run-totals";
import type { RunRow } from "./store";

/** What the console keeps in memory of a run a host has in hand: enough to number and sum up what it reports. */
export type LiveRun = {
  key: number;
  id: string;
  agentId: string;
  /** Runs of a dataset run are many; nothing is done for each of them that nobody has asked for. */
  ofDataset: boolean;
  take: number;
  startedAt: number;
  /** When this take began, and how long the run had worked before it. */
  takenAt: number;
  workedBefore: number;
  lastSeq: number;
  counts: RunCounts;
  usage: Usage | undefined;
  open: Map<number, { startedAt: number }>;
  /** Set once its end has been given to the database: nothing may be recorded behind it. */
  ended: boolean;
  /** Set once its host has put it down to wait; whether it can go on at once, because an answer came meanwhile. */
  putDown: { goesOn: boolean; wakeAt: number | undefined } | undefined;
  ending: RunEnding | undefined;
};

export function createLiveRun(row: RunRow, take: number, now: number): LiveRun {
  const startedAt = row.startedAt ?? now;
  return {
    key: row.key,
    id: row.id,
    agentId: row.agentId,
    ofDataset: row.datasetRunId !== null,
    take,
    startedAt,
    takenAt: now,
    workedBefore: row.workedMs,
    lastSeq: row.lastSeq,
    counts: countsOf(row),
    usage: usageOf(row),
    open: new Map([[rootStep, { startedAt }]]),
    ended: false,
    putDown: undefined,
    ending: undefined,
  };
}

const counterOf: Partial<Record<StepKind, keyof RunCounts>> = {
  action: "actions",
  model: "modelCalls",
  tool: "tools",
  evaluator: "evaluators",
};

export function countStep(live: LiveRun, kind: StepKind): void {
  live.counts.steps++;
  countKind(live, kind);
}

export function countKind(live: LiveRun, kind: StepKind): void {
  const counter = counterOf[kind];
  if (counter) live.counts[counter]++;
}

/** Sums tokens; a cost stays unknown until one is known. */
export function addUsage(live: LiveRun, usage: Usage): void {
  const sum = live.usage ?? { inputTokens: 0, outputTokens: 0 };
  sum.inputTokens += usage.inputTokens;
  sum.outputTokens += usage.outputTokens;
  if (usage.costMicroUsd !== undefined) sum.costMicroUsd = (sum.costMicroUsd ?? 0) + usage.costMicroUsd;
  live.usage = sum;
}
