import type { ForeignRun, ForeignStep } from "./foreign-run";
import { rootStep } from "./host-protocol";
import { quickHash } from "./quick-hash";
import { sortInParts } from "./sort-in-parts";
import { childPath, encodeName } from "./step-path";

/** A step's place in the tree, as it follows from all that is known of the run: in whatever order it became known. */
export type PlacedStep = {
  step: ForeignStep;
  n: number;
  parent: PlacedStep | undefined;
  ordinal: number;
  path: string;
  depth: number;
  /** It names a parent that is not there, or stands deeper than paths may grow: it hangs on another one. */
  namedParent?: string;
  startedAt: number;
  endedAt: number | undefined;
  status: ForeignStep["status"];
  /** The run has ended, and nobody said how this step did. */
  endNotSeen?: true;
};

/** Numbers are written with at most ten digits of base 36 outside. */
const numbers = 2 ** 51;
const longestName = 200;
/** Each step has its path: past this depth they would fill the disk. */
const longestPath = 4000;
const restEvery = 500;

/**
 * Places steps by the contract's rules: siblings in the order in which they began (ties by id), numbered without gaps, paths
 * from names. The root comes first. Whoever runs it may rest at each `yield`.
 */
export function* placeForeignSteps(run: ForeignRun): Generator<void, PlacedStep[]> {
  const root = rootOf(run);
  const sorted = yield* sortInParts(run.steps, beginsBefore);
  const taken = new Set<number>([rootStep]);
  const ids = new Set<string>();
  const steps = [root];
  for (const step of sorted) {
    if (ids.has(step.id)) continue;
    ids.add(step.id);
    const each = placed(step, freeNumber(step.id, taken));
    if (run.endedAt !== undefined && each.endedAt === undefined) close(each, run.endedAt, run.status);
    steps.push(each);
    if (steps.length % restEvery === 0) yield;
  }
  const children = yield* hang(steps, run.rootId);
  const inOrder = [root];
  // From the root down: a path begins with its parent's.
  for (let at = 0; at < inOrder.length; at++) {
    const parent = inOrder[at];
    if (!parent) break;
    const names = new Map<string, number>();
    for (const [ordinal, child] of (children.get(parent) ?? []).entries()) {
      const name = nameOf(child.step);
      const nth = (names.get(name) ?? 0) + 1;
      names.set(name, nth);
      child.parent = parent;
      child.ordinal = ordinal;
      child.depth = parent.depth + 1;
      child.path = childPath(parent.path, name, nth);
      if (inOrder.push(child) % restEvery === 0) yield;
    }
    if (at % restEvery === 0) yield;
  }
  return inOrder;
}

export const nameOf = ({ name }: ForeignStep): string => (name.length > longestName ? `${name.slice(0, longestName)}…` : name);

const beginsBefore = (a: ForeignStep, b: ForeignStep): number =>
  a.startedAt - b.startedAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

function rootOf(run: ForeignRun): PlacedStep {
  const { agentId, status, startedAt, endedAt, error, attributes, input, result } = run;
  const step: ForeignStep = {
    id: "",
    kind: "agent",
    name: agentId,
    status,
    startedAt,
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(error ? { error } : {}),
    ...(attributes ? { attributes } : {}),
    ...(input === undefined ? {} : { input }),
    ...(result ? { output: result.data } : {}),
  };
  return { ...placed(step, rootStep), path: encodeName(agentId) };
}

function placed(step: ForeignStep, n: number): PlacedStep {
  const { startedAt } = step;
  // Nothing ends before it begins, whatever a clock said.
  const endedAt = step.endedAt === undefined ? undefined : Math.max(startedAt, step.endedAt);
  const status = endedAt === undefined ? "running" : step.status === "running" ? "completed" : step.status;
  return { step, n, parent: undefined, ordinal: 0, path: "", depth: 0, startedAt, endedAt, status };
}

/** As in runs made here: what was open when the run ended ended with it. */
function close(each: PlacedStep, endedAt: number, ofRun: ForeignRun["status"]): void {
  each.endedAt = Math.max(each.startedAt, endedAt);
  each.status = ofRun === "timeout" ? "timeout" : "cancelled";
  each.endNotSeen = true;
}

/** Of the id alone, so that a step's links stay as long as its id does. */
function freeNumber(id: string, taken: Set<number>): number {
  let n = 2 + (quickHash(id) % (numbers - 2));
  while (taken.has(n)) n = n + 1 < numbers ? n + 1 : 2;
  taken.add(n);
  return n;
}

/** Who hangs on whom, children in the order they began; in the end all on the root. */
function* hang(steps: readonly PlacedStep[], nameOfRoot: string | undefined): Generator<void, Children> {
  const [root, ...others] = steps;
  const children: Children = new Map();
  if (!root) return children;
  const byId = new Map(others.map((each) => [each.step.id, each]));
  const named: Children = new Map();
  for (const each of others) {
    const { parentId } = each.step;
    const parent = parentId === undefined || parentId === nameOfRoot ? root : byId.get(parentId);
    if (!parent) each.namedParent = parentId ?? "";
    add(named, parent ?? root, each);
  }
  yield;
  const reached = new Map<PlacedStep, Reached>([[root, { above: root, length: root.path.length }]]);
  yield* reach(root, named, reached);
  // What is left goes round in a ring: the first of it to begin is put on the root, and there the ring opens.
  for (const each of others) {
    if (reached.has(each)) continue;
    each.namedParent = each.step.parentId ?? "";
    reached.set(each, { above: root, length: root.path.length + lengthOf(each) });
    yield* reach(each, named, reached);
  }
  for (const each of others) add(children, reached.get(each)?.above ?? root, each);
  return children;
}

type Children = Map<PlacedStep, PlacedStep[]>;
/** `above`: whom it hangs on, the step it names or the last above that whose path has room. */
type Reached = { above: PlacedStep; length: number };

function* reach(from: PlacedStep, named: Children, reached: Map<PlacedStep, Reached>): Generator<void> {
  const waiting = [from];
  for (let parent = waiting.pop(); parent; parent = waiting.pop()) {
    const at = reached.get(parent) ?? { above: parent, length: 0 };
    const isFull = at.length > longestPath;
    for (const child of named.get(parent) ?? []) {
      if (reached.has(child)) continue;
      if (isFull) child.namedParent = child.step.parentId ?? "";
      reached.set(child, { above: isFull ? at.above : parent, length: isFull ? at.length : at.length + lengthOf(child) });
      waiting.push(child);
      if (reached.size % restEvery === 0) yield;
    }
  }
}

/** With the dot, and what tells siblings of one name apart. */
const lengthOf = ({ step }: PlacedStep): number => encodeName(nameOf(step)).length + 8;

function add(to: Children, parent: PlacedStep, child: PlacedStep): void {
  const list = to.get(parent);
  if (list) list.push(child);
  else to.set(parent, [child]);
}
