import { joinText, type LiveText } from "@/server/domain/live-text";
import { rootStep } from "@/server/domain/host-protocol";
import type { RunCounts, Usage } from "@/server/domain/run";
import { addUsage, counterOf } from "@/server/domain/run-sums";
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
  /** Open steps that wait for another agent's run: meanwhile this one does not work. */
  childSteps: Set<number>;
  /** It ended while such a step was open: those runs are to be cancelled. */
  leftChildren: boolean;
  /** It was started by a step of another run, which waits for its end. */
  isChild: boolean;
  /** What is just coming from open steps. */
  texts: Map<number, LiveText>;
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
    childSteps: new Set(),
    leftChildren: false,
    isChild: row.parentRunId !== null,
    texts: new Map(),
    ended: false,
    putDown: undefined,
    ending: undefined,
  };
}

export function countStep(live: LiveRun, kind: StepKind): void {
  live.counts.steps++;
  countKind(live, kind);
}

export function countKind(live: LiveRun, kind: StepKind): void {
  const counter = counterOf[kind];
  if (counter) live.counts[counter]++;
}

export function countUsage(live: LiveRun, usage: Usage): void {
  live.usage = addUsage(live.usage, usage);
}

export function addText(live: LiveRun, n: number, text: string): void {
  const known = live.texts.get(n);
  live.texts.set(n, joinText(known, { from: known ? known.from + known.text.length : 0, text }));
}

/** What has ended is recorded in full. */
export function forgetTexts(live: LiveRun): void {
  for (const n of live.texts.keys()) if (!live.open.has(n)) live.texts.delete(n);
}
