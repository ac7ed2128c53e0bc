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

/** What a person is told before: how many steps are taken over, how many run again, and what holds both. The root is in none. */
export type RerunScope = { reused: number; again: number; around: string[] };

/** Statuses of steps that have an end worth taking over. */
export const settledStatuses = ["completed", "error", "reused"] as const satisfies readonly StepStatus[];
const settled = new Set<StepStatus>(settledStatuses);

/** Where a re-run begins: when that step began, and the numbers of it and of all that is above it. */
export type RerunFrom = { begunSeq: number; above: ReadonlySet<number> };
type AskedStep = Pick<PlannedStep, "n" | "parent" | "begunSeq" | "endedSeq"> & { settled: boolean };

/**
 * Which steps a re-run takes over: every one that had ended and began before the one it begins at, its ancestors excepted.
 * What is inside a step that is taken over comes with it. To be asked of each step but the root, in the order they began.
 */
export class RerunRule {
  readonly #from: RerunFrom;
  readonly #ends = new Map<number, number>();
  /** Of what begins after this nothing is taken over any more. */
  lastEnd: number;

  constructor(from: RerunFrom) {
    this.#from = from;
    this.lastEnd = from.begunSeq;
  }

  takesOver({ n, parent, begunSeq, endedSeq, settled: hasSettled }: AskedStep): boolean {
    const { begunSeq: from, above } = this.#from;
    // A tool call stands under the model call that asked for it, which had ended before: neither brings the other along.
    const inside = parent !== null && begunSeq < (this.#ends.get(parent) ?? 0);
    const end = endedSeq ?? Infinity;
    const before = hasSettled && endedSeq !== null && begunSeq < from && !(above.has(n) && end > from);
    if (!inside && !before) return false;
    this.#ends.set(n, end);
    this.lastEnd = Math.max(this.lastEnd, end);
    return true;
  }
}

/** What a re-run from a path takes over. Nothing where the path is the run's own; undefined where there is no such. */
export function planRerun(steps: PlannedStep[], fromPath: string): RerunPlan | undefined {
  const from = steps.find((step) => step.path === fromPath);
  if (!from) return undefined;
  const byNumber = new Map(steps.map((step) => [step.n, step]));
  const above = new Set<number>();
  for (let step: PlannedStep | undefined = from; step; step = parentOf(step, byNumber)) above.add(step.n);
  const rule = new RerunRule({ begunSeq: from.begunSeq, above });
  const reused = steps
    .filter((step) => step.n !== rootStep)
    .toSorted((a, b) => a.begunSeq - b.begunSeq)
    .filter((step) => rule.takesOver({ ...step, settled: settled.has(step.status) }));
  const numbers = new Set(reused.map(({ n }) => n));
  const opened = new Set<PlannedStep>();
  for (const step of reused)
    for (let up = parentOf(step, byNumber); up && up.n !== rootStep && !numbers.has(up.n); up = parentOf(up, byNumber))
      opened.add(up);
  return { reused, opened: [...opened].toSorted((a, b) => a.begunSeq - b.begunSeq) };
}

function parentOf(step: PlannedStep, byNumber: Map<number, PlannedStep>): PlannedStep | undefined {
  return step.parent === null ? undefined : byNumber.get(step.parent);
}
