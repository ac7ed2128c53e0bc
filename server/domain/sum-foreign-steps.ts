import type { PlacedStep } from "./place-foreign-steps";
import type { RunCounts, Usage } from "./run";
import { addUsage, counterOf } from "./run-sums";
import { hasFailed } from "./step-kind";

const restEvery = 1000;

/**
 * What a run's summary says of its steps, which are given parents first. A failure that its parents passed on is counted
 * once, where it happened.
 */
export function* sumForeignSteps(steps: readonly PlacedStep[]): Generator<void, { counts: RunCounts; usage: Usage | undefined }> {
  const counts: RunCounts = { steps: steps.length, actions: 0, modelCalls: 0, tools: 0, evaluators: 0, errors: 0 };
  const passedOn = new Set<PlacedStep>();
  let usage: Usage | undefined;
  for (let at = steps.length - 1; at >= 0; at--) {
    const each = steps[at];
    if (!each) continue;
    const counter = counterOf[each.step.kind];
    if (counter) counts[counter]++;
    if (hasOwnFailure(each)) {
      if (each.parent) passedOn.add(each.parent);
      if (!passedOn.has(each)) counts.errors++;
    }
    if (each.step.usage) usage = addUsage(usage, each.step.usage);
    if (at % restEvery === 0) yield;
  }
  return { counts, usage };
}

/** One that was cut off by its run's end did not fail by itself. */
const hasOwnFailure = ({ status, endNotSeen }: PlacedStep): boolean => hasFailed(status) && endNotSeen !== true;
