/** A forest as columns, as it is for a million steps: of each the place of its parent (-1: none), its begin and its end. */
export type TimedTree = { parent: Int32Array; begin: Float64Array; end: Float64Array };

/** A step on the path: from when to when, and how much of that is its own, not that of a step inside it. */
export type OnPath = { step: number; fromMs: number; toMs: number; selfMs: number };

type Walk = { at: number; from: number; to: number; moment: number; selfMs: number; children: Int32Array; next: number };

/**
 * The steps that decided when the run ended, found from its end backwards: of what is inside a step that which ended last
 * before the moment one stands at, then from its begin on again. The path's own times add up to the whole. Without
 * recursion, for a tree may be as deep as it is long.
 */
export function criticalPath({ parent, begin, end }: TimedTree): OnPath[] {
  const childrenOf = groupByParent(parent);
  const path: OnPath[] = [];
  const open = (at: number, from: number, to: number): Walk => {
    // Where work was left behind, or a clock went back, a child reaches over its parent: what counts is what is inside.
    const children = childrenOf(at).filter((child) => (begin[child] ?? 0) < to && (end[child] ?? 0) > from);
    const endOf = (child: number): number => Math.min(end[child] ?? 0, to);
    children.sort((a, b) => endOf(b) - endOf(a) || (begin[b] ?? 0) - (begin[a] ?? 0));
    return { at, from, to, moment: to, selfMs: 0, children, next: 0 };
  };
  const walks = [open(-1, least(begin), most(end))];
  for (let walk = walks.at(-1); walk; walk = walks.at(-1)) {
    const child = walk.children[walk.next++];
    if (child === undefined || walk.moment <= walk.from) {
      walk.selfMs += Math.max(0, walk.moment - walk.from);
      // What all hangs on is no step of its own.
      if (walk.at >= 0) path.push({ step: walk.at, fromMs: walk.from, toMs: walk.to, selfMs: walk.selfMs });
      walks.pop();
      continue;
    }
    const to = Math.min(end[child] ?? 0, walk.to);
    const from = Math.max(begin[child] ?? 0, walk.from);
    // One that ended after that moment ran beside the step that is on the path already.
    if (to > walk.moment || to <= from) continue;
    walk.selfMs += walk.moment - to;
    walk.moment = from;
    walks.push(open(child, from, to));
  }
  return path;
}

/** All children of one parent lie side by side; made by counting, for comparing a million costs a second. */
function groupByParent(parent: Int32Array): (at: number) => Int32Array {
  const first = new Int32Array(parent.length + 2);
  for (const above of parent) first[above + 2] = (first[above + 2] ?? 0) + 1;
  for (let at = 1; at < first.length; at++) first[at] = (first[at] ?? 0) + (first[at - 1] ?? 0);
  const next = first.slice();
  const children = new Int32Array(parent.length);
  for (let at = 0; at < parent.length; at++) {
    const group = (parent[at] ?? -1) + 1;
    const place = next[group] ?? 0;
    children[place] = at;
    next[group] = place + 1;
  }
  return (at) => children.subarray(first[at + 1], first[at + 2]);
}

function least(times: Float64Array): number {
  let found = Number.POSITIVE_INFINITY;
  for (const time of times) if (time < found) found = time;
  return found;
}

function most(times: Float64Array): number {
  let found = Number.NEGATIVE_INFINITY;
  for (const time of times) if (time > found) found = time;
  return found;
}
