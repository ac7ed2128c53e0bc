import { rootStep } from "./host-protocol";
import type { StepStatus } from "./step-kind";

export type PlannedStep = {
  n: number;
  parent: number | null;
  path: string;
  status: StepStatus;
  begunSeq: number;
  endedSeq: number | null;
};

/** `reused`: taken over with their ends. `opened`: run again, but hold steps that are taken over. By order of begin. */
export type RerunPlan = { reused: PlannedStep[]; opened: PlannedStep[] };

const settled = new Set<StepStatus>(["completed", "error", "reused"]);

/**
 * What a re-run from a path takes over: every step that had ended and began before it, its ancestors excepted. What is
 * inside a step that is taken over comes with it. Nothing where the path is the run's own; undefined where there is no such.
 */
export function planRerun(steps: PlannedStep[], fromPath: string): RerunPlan | undefined {
  const from = steps.find((step) => step.path === fromPath);
  if (!from) return undefined;
  const byNumber = new Map(steps.map((step) => [step.n, step]));
  const above = new Set<number>();
  for (let step: PlannedStep | undefined = from; step; step = step.parent === null ? undefined : byNumber.get(step.parent))
    above.add(step.n);
  const inOrder = steps.filter((step) => step.n !== rootStep).toSorted((a, b) => a.begunSeq - b.begunSeq);
  const reused = new Map<number, PlannedStep>();
  for (const step of inOrder) {
    const parent = step.parent === null ? undefined : reused.get(step.parent);
    // A tool call stands under the model call that asked for it, which had ended before: neither brings the other along.
    const inside = parent !== undefined && step.begunSeq < (parent.endedSeq ?? Infinity);
    const ended = step.endedSeq !== null && settled.has(step.status);
    const isAbove = above.has(step.n) && (step.endedSeq ?? Infinity) > from.begunSeq;
    const before = ended && step.begunSeq < from.begunSeq && !isAbove;
    if (inside || before) reused.set(step.n, step);
  }
  const opened = new Set<PlannedStep>();
  for (const step of reused.values())
    for (let up = parentOf(step, byNumber); up && up.n !== rootStep && !reused.has(up.n); up = parentOf(up, byNumber))
      opened.add(up);
  return { reused: [...reused.values()], opened: [...opened].toSorted((a, b) => a.begunSeq - b.begunSeq) };
}

function parentOf(step: PlannedStep, byNumber: Map<number, PlannedStep>): PlannedStep | undefined {
  return step.parent === null ? undefined : byNumber.get(step.parent);
}
