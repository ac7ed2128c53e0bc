import type { Step } from "@/server/domain/step";
import type { FamilyFolds } from "@/server/domain/step-window";
import { foldSiblings, type FoldedPart } from "@/server/domain/timeline/fold-siblings";
import {
  createTreeRows,
  type ExpandedStep,
  type RowGroup,
  type TreeRow,
  type TreeRows,
} from "@/server/domain/timeline/tree-rows";
import type { Family, Place, RunTree } from "./run-tree";

/** What stands in a row: a step, the row of several like steps, or a step that was not read yet. */
export type ShownRow = { key: string; depth: number; position: number; siblings: number } & (
  | { type: "step"; step: Step; expanded: boolean | undefined; triesBefore: readonly Step[] }
  /** `members`: the first thousand of them, as far as they are here. */
  | { type: "group"; expanded: boolean; part: FoldedPart; members: readonly Step[]; face: Step }
  | { type: "unread" }
);

export type ShownRows = {
  total: number;
  rowAt: (index: number) => ShownRow | undefined;
  indexOf: (step: Step) => number | undefined;
  /** Where rows are by their place in the tree: by this what is missing is read. Nothing, where all that is shown is here. */
  tree: TreeRows | undefined;
};

/** Longer families are not looked through here, also when all of them is read. */
const mostLookedThrough = 1_000;

/** `retries`: by the place of the last try, that of the first. */
type Folds = { version: number; retries: Map<number, number>; groups: readonly FoldedPart[] };
const foldsOfFamily = new WeakMap<Family, Folds>();

/** Once large it stays so: rows must not fold because the last of them was read. */
export function isLarge(tree: RunTree, family: Family): boolean {
  // Of a run that was all here at first, what is not here yet is about to be told.
  return (family.isLarge ||= family.count > mostLookedThrough || (!tree.wasWhole && !isAllHere(family)));
}

function isAllHere({ known, gaps, count }: Family): boolean {
  return known.size + gaps.reduce((sum, { from, to }) => sum + to - from, 0) >= count;
}

/** The rows of what is open; like steps fold into one row unless that one was opened, tries that failed behind the last. */
export function createShownRows(tree: RunTree, openGroups: ReadonlySet<string>): ShownRows {
  const expanded: ExpandedStep[] = [];
  for (const id of tree.openSteps) {
    const step = tree.steps.get(id);
    const family = tree.family(id);
    if (!step || !family) continue;
    expanded.push({ id, ...tree.placeOf(step), childCount: family.count, groups: groupsOf(tree, id, openGroups) });
  }
  const top = tree.family(undefined);
  const rows = createTreeRows({
    roots: top?.count ?? 0,
    rootGroups: groupsOf(tree, undefined, openGroups),
    expanded,
  });
  return {
    total: rows.total,
    tree: rows,
    rowAt: (index) => {
      const row = rows.rowAt(index);
      return row && toShown(tree, row, openGroups);
    },
    indexOf: (step) => {
      const { parentId, ordinal } = tree.placeOf(step);
      const at = rows.indexOf(parentId, ordinal);
      if (at !== undefined) return at;
      // A try that failed stands behind the one that was tried last.
      const last = [...foldsOf(tree, parentId).retries].find(([face, from]) => ordinal >= from && ordinal < face)?.[0];
      return last === undefined ? undefined : rows.indexOf(parentId, last);
    },
  };
}

export const groupKey = ({ parentId, ordinal }: Place): string => `${parentId ?? ""}~${ordinal}`;

/** The key of the group a step is folded into, if it is in one. */
export function groupAround(tree: RunTree, step: Step): string | undefined {
  const { parentId, ordinal } = tree.placeOf(step);
  const folds = foldsOf(tree, parentId);
  const alike = folds.groups.find(({ from, to }) => ordinal >= from && ordinal < to);
  if (alike) return groupKey({ parentId, ordinal: alike.from });
  const tried = [...folds.retries].find(([face, from]) => ordinal >= from && ordinal < face);
  return tried && groupKey({ parentId, ordinal: tried[1] });
}

function toShown(tree: RunTree, { parentId, ordinal, depth, group }: TreeRow, openGroups: ReadonlySet<string>): ShownRow {
  const family = tree.family(parentId);
  const common = { depth, position: ordinal + 1, siblings: family?.count ?? 1 };
  const step = tree.stepAt({ parentId, ordinal });
  if (group) {
    const part = foldsOf(tree, parentId).groups.find(({ from }) => from === group.from);
    const members = stepsBetween(tree, parentId, group.from, Math.min(group.to, group.from + mostLookedThrough));
    const face = tree.stepAt({ parentId, ordinal: group.from });
    const key = groupKey({ parentId, ordinal: group.from });
    if (face && part) return { ...common, key, type: "group", expanded: group.as === "open", part, members, face };
  }
  // By its place: a row that is read while it has the focus is still the same row.
  const key = `${parentId ?? ""}.${ordinal}`;
  if (!step) return { ...common, key, type: "unread" };
  const first = foldsOf(tree, parentId).retries.get(ordinal);
  const from = first === undefined || openGroups.has(groupKey({ parentId, ordinal: first })) ? undefined : first;
  return {
    ...common,
    key,
    type: "step",
    step,
    expanded: step.childCount > 0 || tree.family(step.id) ? tree.isOpen(step.id) : undefined,
    triesBefore: from === undefined ? [] : stepsBetween(tree, parentId, from, ordinal),
  };
}

function groupsOf(tree: RunTree, parentId: string | undefined, openGroups: ReadonlySet<string>): RowGroup[] {
  const family = tree.family(parentId);
  if (!family) return [];
  const { retries, groups } = foldsOf(tree, parentId);
  const key = (ordinal: number) => groupKey({ parentId, ordinal });
  return [
    ...family.gaps.map(({ from, to }): RowGroup => ({ from, to, as: "absent" })),
    ...[...retries].flatMap(([face, from]): RowGroup[] => (openGroups.has(key(from)) ? [] : [{ from, to: face, as: "absent" }])),
    ...groups.map(({ from, to }): RowGroup => ({ from, to, as: openGroups.has(key(from)) ? "open" : "closed" })),
  ].toSorted((a, b) => a.from - b.from);
}

/** Found anew only when the family has changed; of a large one as the console said. */
function foldsOf(tree: RunTree, parentId: string | undefined): Folds {
  const family = parentId === undefined ? undefined : tree.family(parentId);
  const folds: Folds = { version: family?.version ?? 0, retries: new Map(), groups: [] };
  if (!family) return folds;
  const known = foldsOfFamily.get(family);
  if (known?.version === family.version) return known;
  const parts = isLarge(tree, family) ? (family.folds?.parts ?? []) : ownFolds(tree, parentId, family);
  folds.retries = new Map(parts.flatMap(({ type, from, to }) => (type === "retries" ? [[to - 1, from] as const] : [])));
  folds.groups = parts.flatMap((part) => (part.type === "alike" ? [part] : []));
  foldsOfFamily.set(family, folds);
  return folds;
}

/** What one has seen come, row by row, does not vanish into one row under one's eyes; tries in vain do. */
function ownFolds(tree: RunTree, parentId: string | undefined, family: Family): FamilyFolds["parts"] {
  if (!isAllHere(family)) return [];
  const { count, watchedFrom } = family;
  const folded = (from: number, to: number) =>
    foldSiblings(stepsBetween(tree, parentId, from, to)).flatMap((part) => (part.type === "step" ? [] : [part]));
  if (watchedFrom >= count) return folded(0, count);
  return [...folded(0, watchedFrom), ...folded(watchedFrom, count).filter(({ type }) => type === "retries")];
}

function stepsBetween(tree: RunTree, parentId: string | undefined, from: number, to: number): Step[] {
  const steps: Step[] = [];
  for (let ordinal = from; ordinal < to; ordinal++) {
    const step = tree.stepAt({ parentId, ordinal });
    if (step) steps.push(step);
  }
  return steps;
}
