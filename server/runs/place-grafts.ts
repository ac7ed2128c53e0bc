import type { ForeignStep } from "@/server/domain/foreign-run";
import { nameOf } from "@/server/domain/place-foreign-steps";
import { quickHash } from "@/server/domain/quick-hash";
import { childPath, nameOfPath } from "@/server/domain/step-path";
import { firstGrafted } from "./graft-store";

/** A step of the run, and what its own code has put under it. */
export type Anchor = { n: number; path: string; children: { path: string; ordinal: number }[] };
export type Graft = { step: ForeignStep; n: number; parent: number; ordinal: number; path: string; missingParent?: string };

/** Ids have at most ten digits of base 36 outside. */
const numbers = 2 ** 50;
const longestPath = 4000;

/** Where steps from elsewhere stand in a run: behind what its own code has done there, in the order in which they began. */
export function placeGrafts(
  steps: readonly ForeignStep[],
  anchorOf: (parentId: string | undefined) => Anchor,
  root: number,
): Graft[] {
  const ids = new Set(steps.map(({ id }) => id));
  const below = new Map<string, ForeignStep[]>();
  const tops = new Map<Anchor, ForeignStep[]>();
  for (const step of steps.toSorted((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1))) {
    const { parentId } = step;
    if (parentId !== undefined && ids.has(parentId)) push(below, parentId, step);
    else push(tops, anchorOf(parentId), step);
  }
  const taken = new Set<number>();
  const placed: Graft[] = [];
  const put = (children: readonly ForeignStep[], { n: parent, path, children: own }: Anchor): void => {
    const names = new Map<string, number>();
    for (const each of own) count(names, nameOfPath(each.path));
    for (const [at, step] of children.entries()) {
      const name = nameOf(step);
      const isElsewhere = parent === root && step.parentId !== undefined && !ids.has(step.parentId);
      const grown = { n: freeNumber(step.id, taken), ordinal: own.length + at, path: childPath(path, name, count(names, name)) };
      placed.push({ step, parent, ...grown, ...(isElsewhere ? { missingParent: step.parentId ?? "" } : {}) });
    }
  };
  for (const [anchor, children] of tops) put(children, anchor);
  // What was placed is looked at in turn, for what hangs on it; past the longest path nothing hangs deeper.
  for (let at = 0; at < placed.length; at++) {
    const graft = placed[at];
    if (graft) put(below.get(graft.step.id) ?? [], { n: graft.n, path: graft.path.slice(0, longestPath), children: [] });
  }
  return placed;
}

function push<Key>(lists: Map<Key, ForeignStep[]>, key: Key, step: ForeignStep): void {
  const list = lists.get(key);
  if (list) list.push(step);
  else lists.set(key, [step]);
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
