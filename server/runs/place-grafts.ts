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
/** What lies deeper hangs on the last of these: each step has its path, and they would fill the disk. */
const deepest = 40;

type Family = Map<string, ForeignStep[]>;
type FoundAnchor = { anchor: Anchor; isNamed: boolean };

/** Where steps from elsewhere stand in a run: behind what its own code has done there, in the order in which they began. */
export function placeGrafts(steps: readonly ForeignStep[], anchorOf: (parentId: string | undefined) => FoundAnchor): Graft[] {
  const { below, tops } = families(steps.toSorted(beginsBefore));
  const numbersTaken = new Set<number>();
  const placed: (Graft & { depth: number })[] = [];
  const put = (children: readonly ForeignStep[], { n: parent, path, children: own }: Anchor, depth: number): void => {
    const names = new Map<string, number>();
    for (const each of own) count(names, nameOfPath(each.path));
    for (const [at, step] of children.entries()) {
      const name = nameOf(step);
      const place = { parent, ordinal: own.length + at, path: childPath(path, name, count(names, name)) };
      placed.push({ step, n: freeNumber(step.id, numbersTaken), ...place, depth });
    }
  };
  const onAnchors = new Map<Anchor, ForeignStep[]>();
  const unnamed = new Set<ForeignStep>();
  for (const step of tops) {
    const { anchor, isNamed } = anchorOf(step.parentId);
    if (!isNamed) unnamed.add(step);
    onAnchors.set(anchor, [...(onAnchors.get(anchor) ?? []), step]);
  }
  for (const [anchor, children] of onAnchors) put(children, anchor, 1);
  // What was placed is looked at in turn, for what hangs on it.
  for (let at = 0; at < placed.length; at++) {
    const graft = placed[at];
    if (!graft) break;
    const children = graft.depth < deepest ? (below.get(graft.step.id) ?? []) : allBelow(graft.step.id, below);
    if (children.length > 0) put(children, { n: graft.n, path: graft.path, children: [] }, graft.depth + 1);
  }
  return placed.map(({ depth: _depth, ...graft }) =>
    unnamed.has(graft.step) ? { ...graft, missingParent: graft.step.parentId ?? "" } : graft,
  );
}

const beginsBefore = (a: ForeignStep, b: ForeignStep): number => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1);

/** Who hangs on whom; a ring opens at the first of it to begin. */
function families(sorted: readonly ForeignStep[]): { below: Family; tops: ForeignStep[] } {
  const ids = new Set(sorted.map(({ id }) => id));
  const below: Family = new Map();
  const tops = sorted.filter(({ parentId }) => parentId === undefined || !ids.has(parentId));
  for (const step of sorted) {
    const { parentId } = step;
    if (parentId === undefined || !ids.has(parentId)) continue;
    const siblings = below.get(parentId);
    if (siblings) siblings.push(step);
    else below.set(parentId, [step]);
  }
  const reached = new Set<ForeignStep>();
  const reach = (top: ForeignStep): void => {
    const waiting = [top];
    for (let step = waiting.pop(); step; step = waiting.pop()) {
      reached.add(step);
      waiting.push(...(below.get(step.id) ?? []).filter((each) => !reached.has(each)));
    }
  };
  for (const top of tops) reach(top);
  for (const step of sorted) {
    if (reached.has(step)) continue;
    tops.push(step);
    const siblings = below.get(step.parentId ?? "");
    siblings?.splice(siblings.indexOf(step), 1);
    reach(step);
  }
  return { below, tops };
}

function allBelow(id: string, below: Family): ForeignStep[] {
  const found: ForeignStep[] = [];
  const waiting = [id];
  for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
    const children = below.get(each) ?? [];
    below.delete(each);
    for (const child of children) {
      found.push(child);
      waiting.push(child.id);
    }
  }
  return found.toSorted(beginsBefore);
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
