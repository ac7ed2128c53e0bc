import type { PlacedStep } from "./place-foreign-steps";
import { sortInParts } from "./sort-in-parts";
import { isNote } from "./step-kind";

/** A begin or an end of a step: what events and seqs are given for. */
export type Moment = { of: PlacedStep; isEnd: boolean; at: number; place: number };

const restEvery = 1000;

/** All moments of a run in the order of time: the root begins first and ends last, whatever clocks said. */
export function* momentsOf(steps: readonly PlacedStep[]): Generator<void, Moment[]> {
  const [root, ...others] = steps;
  if (!root) return [];
  const moments: Moment[] = [];
  for (const [place, of] of others.entries()) {
    moments.push({ of, isEnd: false, at: of.startedAt, place });
    if (of.endedAt !== undefined && !isNote(of.step.kind)) moments.push({ of, isEnd: true, at: of.endedAt, place });
    if (place % restEvery === 0) yield;
  }
  const first = { of: root, isEnd: false, at: root.startedAt, place: -1 };
  const last = root.endedAt === undefined ? [] : [{ of: root, isEnd: true, at: root.endedAt, place: -1 }];
  return [first, ...(yield* sortInParts(moments, comesBefore)), ...last];
}

/** Of the same moment: begins before ends, parents around their children. */
function comesBefore(a: Moment, b: Moment): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.isEnd !== b.isEnd) return a.isEnd ? 1 : -1;
  const deeper = a.of.depth - b.of.depth;
  return (a.isEnd ? -deeper : deeper) || a.place - b.place;
}
