import type { ForeignStep } from "@/server/domain/foreign-run";
import { firstGrafted } from "@/server/domain/grafted-step";
import { nameOf } from "@/server/domain/place-foreign-steps";
import { quickHash } from "@/server/domain/quick-hash";
import { sortInParts } from "@/server/domain/sort-in-parts";
import { childPath, nameOfPath } from "@/server/domain/step-path";

/** A step of the run, and what its own code has put under it. */
export type Anchor = { n: number; path: string; children: { path: string; ordinal: number }[] };
export type Graft = { step: ForeignStep; n: number; parent: number; ordinal: number; path: string; missingParent?: string };

/** Ids have at most ten digits of base 36 outside. */
const numbers = 2 ** 50;
/** What lies deeper hangs on the last of these: each step has its path, and they would fill the disk. */
const deepest = 40;
const restEvery = 500;

type Family = Map<string, ForeignStep[]>;
type FoundAnchor = { anchor: Anchor; isNamed: boolean };

/**
 * Where steps from elsewhere stand in a run: behind what its own code has done there, in the order in which they began.
 * Whoever runs it may rest at each `yield`.
 */
export function* placeGrafts(
  steps: readonly ForeignStep[],
  anchorOf: (parentId: string | undefined) => FoundAnchor,
): Generator<void, Graft[]> {
  const { below, tops } = yield* families(yield* sortInParts(steps, beginsBefore));
  const numbersTaken = new Set<number>();
  const placed: Graft[] = [];
  const depths: number[] = [];
  const unnamed = new Set<ForeignStep>();
  const put = function* (children: readonly ForeignStep[], { n: parent, path, children: own }: Anchor, depth: number) {
    const names = new Map<string, number>();
    for (const [at, each] of own.entries()) {
      count(names, nameOfPath(each.path));
      if (at % restEvery === 0) yield;
    }
    for (const [at, step] of children.entries()) {
      const name = nameOf(step);
      const place = { parent, ordinal: own.length + at, path: childPath(path, name, count(names, name)) };
      const missing = unnamed.has(step) ? { missingParent: step.parentId ?? "" } : {};
      depths.push(depth);
      if (placed.push({ step, n: freeNumber(step.id, numbersTaken), ...place, ...missing }) % restEvery === 0) yield;
    }
  };
  const onAnchors = new Map<Anchor, ForeignStep[]>();
  for (const [at, step] of tops.entries()) {
    const { anchor, isNamed } = anchorOf(step.parentId);
    if (!isNamed) unnamed.add(step);
    const siblings = onAnchors.get(anchor);
    if (siblings) siblings.push(step);
    else onAnchors.set(anchor, [step]);
    if (at % restEvery === 0) yield;
  }
  for (const [anchor, children] of onAnchors) yield* put(children, anchor, 1);
  // What was placed is looked at in turn, for what hangs on it.
  for (let at = 0; at < placed.length; at++) {
    const [graft, depth = 0] = [placed[at], depths[at]];
    if (!graft) break;
    const children = depth < deepest ? (below.get(graft.step.id) ?? []) : yield* allBelow(graft.step.id, below);
    if (children.length > 0) yield* put(children, { n: graft.n, path: graft.path, children: [] }, depth + 1);
    if (at % restEvery === 0) yield;
  }
  // As they began, for so a transcript and a log tell of them; of those that began together, what holds another stays before it.
  return yield* sortInParts(placed, (a, b) => a.step.startedAt - b.step.startedAt);
}

const beginsBefore = (a: ForeignStep, b: ForeignStep): number => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1);

/** Who hangs on whom; a ring opens at the first of it to begin. */
function* families(sorted: readonly ForeignStep[]): Generator<void, { below: Family; tops: ForeignStep[] }> {
  const ids = new Set<string>();
  for (const { id } of sorted) if (ids.add(id).size % restEvery === 0) yield;
  const below: Family = new Map();
  const tops: ForeignStep[] = [];
  for (const [at, step] of sorted.entries()) {
    if (at % restEvery === 0) yield;
    const { parentId } = step;
    const siblings = parentId === undefined ? undefined : below.get(parentId);
    if (parentId === undefined || !ids.has(parentId)) tops.push(step);
    else if (siblings) siblings.push(step);
    else below.set(parentId, [step]);
  }
  const reached = new Set<ForeignStep>();
  for (const top of tops) yield* reach(top, below, reached);
  for (const [at, step] of sorted.entries()) {
    if (at % restEvery === 0) yield;
    if (reached.has(step)) continue;
    tops.push(step);
    const siblings = below.get(step.parentId ?? "");
    siblings?.splice(siblings.indexOf(step), 1);
    yield* reach(step, below, reached);
  }
  return { below, tops };
}

function* reach(top: ForeignStep, below: Family, reached: Set<ForeignStep>): Generator<void> {
  const waiting = [top];
  for (let step = waiting.pop(); step; step = waiting.pop()) {
    if (reached.add(step).size % restEvery === 0) yield;
    for (const child of below.get(step.id) ?? []) if (!reached.has(child)) waiting.push(child);
  }
}

function* allBelow(id: string, below: Family): Generator<void, ForeignStep[]> {
  const found: ForeignStep[] = [];
  const waiting = [id];
  for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
    const children = below.get(each) ?? [];
    below.delete(each);
    for (const child of children) {
      waiting.push(child.id);
      if (found.push(child) % restEvery === 0) yield;
    }
  }
  return yield* sortInParts(found, beginsBefore);
}

function count(names: Map<string, number>, name: string): number {
  const nth = (names.get(name) ?? 0) + 1;
  names.set(name, nth);
  return nth;
}

function freeNumber(id: string, taken: Set<number>): number {
  let n = firstGrafted + (quickHash(id) % numbers);
  while (taken.has(n)) n++;
  taken.add(n);
  return n;
}
