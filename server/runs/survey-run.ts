import type { ReadDatabase } from "@/db/database";
import { criticalPath, type OnPath } from "@/server/domain/timeline/critical-path";
import { BusyTime, type Stretch } from "@/server/domain/timeline/idle-stretches";
import type { StepKind } from "@/server/domain/step-kind";
import { readColumns } from "./shape-store";
import { StepTable } from "./step-table";

/** Parts of time a run is counted in; fewer are made of these. */
export const finestBuckets = 960;
const mostCritical = 1000;
const mostOrphans = 10_000;

/** What a run looks like from afar, as it was up to `seq`. Steps by their numbers. */
export type RunSurvey = {
  seq: number;
  bounds: { startMs: number; endMs: number };
  begun: number[];
  failed: number[];
  models: number[];
  idle: Stretch[];
  critical: { n: number; fromMs: number; toMs: number; selfMs: number }[];
  criticalSteps: number;
  kinds: Partial<Record<StepKind, number>>;
  failures: number;
  orphans: number[];
};

export type SurveyedRun = { runKey: number; seq: number; steps: number; startMs: number; now: number; waits: boolean };

const stepsAtOnce = 5000;

/** Looks at every step of a run: for a thread of its own. */
export async function surveyRun(db: ReadDatabase, run: SurveyedRun): Promise<RunSurvey> {
  const table = new StepTable(run.steps, run.now);
  for (let part = stepsAtOnce; part === stepsAtOnce;) {
    part = table.take(await readColumns(db, run.runKey, table.lastNumber, stepsAtOnce));
    await new Promise((resolve) => setImmediate(resolve));
  }
  const tree = table.tree();
  const bounds = boundsOf(tree, run.startMs);
  const path = weightiest(criticalPath(tree));
  const failed = whereFailuresArose(table, tree.parent);
  return {
    seq: run.seq,
    bounds,
    ...countByTime(table, failed, tree.begin, bounds),
    idle: idleStretches(table, tree, bounds, run.waits),
    critical: path.steps.map(({ step, ...times }) => ({ n: table.numberAt(step), ...times })),
    criticalSteps: path.count,
    kinds: table.kinds(),
    failures: failed.reduce((sum, one) => sum + one, 0),
    orphans: table.orphans().slice(0, mostOrphans),
  };
}

/** Those with most time of their own, from the first on; a long path is never there as a whole. */
function weightiest(path: Iterable<OnPath>): { steps: OnPath[]; count: number } {
  const first = (steps: OnPath[]): OnPath[] =>
    steps.toSorted((a, b) => b.selfMs - a.selfMs || a.fromMs - b.fromMs).slice(0, mostCritical);
  let steps: OnPath[] = [];
  let count = 0;
  for (const one of path) {
    count++;
    if (steps.push(one) >= mostCritical * 8) steps = first(steps);
  }
  return { steps: first(steps), count };
}

type Tree = ReturnType<StepTable["tree"]>;

function boundsOf({ begin, end }: Tree, startMs: number): RunSurvey["bounds"] {
  if (begin.length === 0) return { startMs, endMs: startMs };
  const bounds = { startMs: Number.POSITIVE_INFINITY, endMs: Number.NEGATIVE_INFINITY };
  for (const at of begin) if (at < bounds.startMs) bounds.startMs = at;
  for (const at of end) if (at > bounds.endMs) bounds.endMs = at;
  return bounds;
}

/** What only passed on the failure of a step in it is none of its own. */
function whereFailuresArose(table: StepTable, parent: Int32Array): Uint8Array {
  const arose = Uint8Array.from(parent, (_, at) => (table.hasFailed(at) ? 1 : 0));
  for (const [at, above] of parent.entries()) if (above >= 0 && table.hasFailed(at)) arose[above] = 0;
  return arose;
}

function countByTime(table: StepTable, failed: Uint8Array, begin: Float64Array, { startMs, endMs }: RunSurvey["bounds"]) {
  const empty = (): number[] => Array.from({ length: finestBuckets }, () => 0);
  const counts = { begun: empty(), failed: empty(), models: empty() };
  const perMs = finestBuckets / Math.max(1, endMs - startMs);
  for (let at = 0; at < begin.length; at++) {
    const bucket = Math.min(finestBuckets - 1, Math.floor(((begin[at] ?? 0) - startMs) * perMs));
    const add = (list: number[]): number => (list[bucket] = (list[bucket] ?? 0) + 1);
    add(counts.begun);
    if (failed[at] === 1) add(counts.failed);
    if (table.kindAt(at) === "model") add(counts.models);
  }
  return counts;
}

/** Steps with none inside them do the work. Inputs wait for a person, and in a run that waits so does all that is open. */
function idleStretches(table: StepTable, { parent, begin, end }: Tree, { startMs, endMs }: RunSurvey["bounds"], waits: boolean) {
  const isParent = new Uint8Array(parent.length);
  for (const above of parent) if (above >= 0) isParent[above] = 1;
  const busy = new BusyTime();
  for (let at = 0; at < parent.length; at++)
    if (!isParent[at] && table.kindAt(at) !== "input" && !(waits && table.isOpen(at))) busy.add(begin[at] ?? 0, end[at] ?? 0);
  return busy.idle(startMs, endMs);
}
