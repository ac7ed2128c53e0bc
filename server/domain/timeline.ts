import type { Step } from "./step";
import type { StepStatus } from "./step-kind";

/** The tree of a run's steps, and where each stands on the time axis. Pure; drawing is left to the components. */
export type TimelineNode = {
  step: Step;
  children: TimelineNode[];
  /** Failed steps below this one: what a folded row must not hide. */
  failuresBelow: number;
};

export type TimelineRow = {
  step: Step;
  depth: number;
  expanded: boolean | undefined;
  failuresBelow: number;
  position: number;
  siblings: number;
};

export type TimeBounds = { startMs: number; spanMs: number };

const failed: ReadonlySet<StepStatus> = new Set<StepStatus>(["error", "timeout"]);

/**
 * Steps come in any order, and parents late or never: an orphan stands at the root, after the true roots, so that
 * nothing recorded is invisible. The same holds for a ring of parents, which only broken data could have.
 */
export function buildTimeline(steps: Iterable<Step>): TimelineNode[] {
  const nodes = new Map<string, TimelineNode>();
  for (const step of steps) nodes.set(step.id, { step, children: [], failuresBelow: 0 });
  const roots: TimelineNode[] = [];
  const orphans: TimelineNode[] = [];
  for (const node of nodes.values()) {
    const { parentId } = node.step;
    const parent = parentId === undefined ? undefined : nodes.get(parentId);
    if (parent) parent.children.push(node);
    else (parentId === undefined ? roots : orphans).push(node);
  }
  const tops = [...roots.toSorted(bySibling), ...orphans.toSorted(byBegin)];
  const reached = new Set<TimelineNode>();
  for (const top of tops) settle(top, reached);
  if (reached.size < nodes.size) {
    for (const node of [...nodes.values()].toSorted((a, b) => byBegin(a, b))) {
      if (reached.has(node)) continue;
      settle(node, reached);
      tops.push(node);
    }
  }
  return tops;
}

/** Sorts the children and counts failures, deepest first and without recursion: trees may be as deep as they are long. */
function settle(top: TimelineNode, reached: Set<TimelineNode>): void {
  const order = [top];
  reached.add(top);
  for (let i = 0; i < order.length; i++) {
    const node = order[i];
    if (!node) continue;
    node.children = node.children.filter((child) => !reached.has(child)).toSorted(bySibling);
    for (const child of node.children) {
      reached.add(child);
      order.push(child);
    }
  }
  for (const node of order.toReversed()) {
    for (const child of node.children) {
      node.failuresBelow += child.failuresBelow + (failed.has(child.step.status) ? 1 : 0);
    }
  }
}

/** The rows one sees, top to bottom, with the folded steps' children left out. */
export function visibleRows(tops: readonly TimelineNode[], folded: ReadonlySet<string>): TimelineRow[] {
  const rows: TimelineRow[] = [];
  const stack: { node: TimelineNode; depth: number; position: number; siblings: number }[] = [];
  const push = (children: readonly TimelineNode[], depth: number) => {
    for (let i = children.length - 1; i >= 0; i--) {
      const node = children[i];
      if (node) stack.push({ node, depth, position: i + 1, siblings: children.length });
    }
  };
  push(tops, 0);
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node, depth, position, siblings } = next;
    const { step, children, failuresBelow } = node;
    const expanded = children.length === 0 ? undefined : !folded.has(step.id);
    rows.push({ step, depth, expanded, failuresBelow, position, siblings });
    if (expanded) push(children, depth + 1);
  }
  return rows;
}

/** The ids of everything above a step, nearest first: what to unfold to bring it into view. */
export function ancestorIds(steps: ReadonlyMap<string, Step>, stepId: string): string[] {
  const ids: string[] = [];
  let parentId = steps.get(stepId)?.parentId;
  while (parentId !== undefined && steps.has(parentId) && !ids.includes(parentId)) {
    ids.push(parentId);
    parentId = steps.get(parentId)?.parentId;
  }
  return ids;
}

/** A step's end on the axis: now while it is open; never before its begin, even where a clock went back. */
function endOf(step: Step, now: number): number {
  return Math.max(step.startedAt, step.endedAt ?? now);
}

export function timeBounds(steps: Iterable<Step>, now: number): TimeBounds {
  let start = Number.POSITIVE_INFINITY;
  let end = Number.NEGATIVE_INFINITY;
  for (const step of steps) {
    start = Math.min(start, step.startedAt);
    end = Math.max(end, endOf(step, now));
  }
  if (start > end) return { startMs: now, spanMs: 1 };
  return { startMs: start, spanMs: Math.max(1, end - start) };
}

/** Left edge and width as parts of the whole axis: both in 0…1, and together never past the end. */
export function placeBar(step: Step, bounds: TimeBounds, now: number): { left: number; width: number } {
  const left = clamp((step.startedAt - bounds.startMs) / bounds.spanMs);
  const right = clamp((endOf(step, now) - bounds.startMs) / bounds.spanMs);
  return { left, width: Math.max(0, Math.min(right - left, 1 - left)) };
}

const nice = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000,
  1_800_000, 3_600_000, 7_200_000, 21_600_000, 43_200_000, 86_400_000,
];

/** Round moments for the axis, at most `most` of them, from 0 on and all within the span. */
export function axisTicks(spanMs: number, most: number): { stepMs: number; ticks: number[] } {
  const least = spanMs / Math.max(1, most);
  const largest = nice[nice.length - 1] ?? 1;
  const stepMs = nice.find((step) => step >= least) ?? Math.ceil(least / largest) * largest;
  const ticks: number[] = [];
  for (let at = 0; at < spanMs; at += stepMs) ticks.push(at);
  return { stepMs, ticks };
}

function bySibling(a: TimelineNode, b: TimelineNode): number {
  return a.step.ordinal - b.step.ordinal || byBegin(a, b);
}

function byBegin(a: TimelineNode, b: TimelineNode): number {
  return a.step.begunSeq - b.step.begunSeq || (a.step.id < b.step.id ? -1 : 1);
}

function clamp(part: number): number {
  return Math.min(1, Math.max(0, part));
}
