import { hasFailed } from "../step-kind";
import type { Step } from "../step";

/** A row of a tree in which only matches, and what is above them, is left. */
export type FilteredRow = { step: Step; depth: number; isMatch: boolean };

export type FilteredTree = {
  rows: FilteredRow[];
  /** Of the whole run, as far as it has been looked through. */
  hidden: { steps: number; errors: number };
  /** Where a step stands, if it is shown. */
  indexOf: (stepId: string) => number | undefined;
};

type Given = {
  matches: Iterable<Step>;
  /** All that is above them, in any order; one more than once does no harm. */
  ancestors: Iterable<Step>;
  /** Of the run. */
  total: { steps: number; errors: number };
};

/** Matches under all that is above them, in the order of the tree. What stands under nothing known stands at the top. */
export function filterTree({ matches, ancestors, total }: Given): FilteredTree {
  const wanted = new Map([...matches].map((step) => [step.id, step]));
  const shown = new Map([...[...ancestors].map((step) => [step.id, step] as const), ...wanted]);
  const children = new Map<string | undefined, Step[]>();
  for (const step of shown.values()) {
    const parent = step.parentId !== undefined && shown.has(step.parentId) ? step.parentId : undefined;
    const siblings = children.get(parent);
    if (siblings) siblings.push(step);
    else children.set(parent, [step]);
  }
  const rows: FilteredRow[] = [];
  const places = new Map<string, number>();
  const stack = atTop(children.get(undefined) ?? []).map((step) => ({ step, depth: 0 }));
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { step, depth } = next;
    places.set(step.id, rows.length);
    rows.push({ step, depth, isMatch: wanted.has(step.id) });
    const below = (children.get(step.id) ?? []).toSorted((a, b) => b.ordinal - a.ordinal);
    for (const child of below) stack.push({ step: child, depth: depth + 1 });
  }
  const errors = rows.reduce((sum, { step }) => sum + (hasFailed(step.status) ? 1 : 0), 0);
  return {
    rows,
    hidden: { steps: Math.max(0, total.steps - rows.length), errors: Math.max(0, total.errors - errors) },
    indexOf: (stepId) => places.get(stepId),
  };
}

/** Last first, as a stack wants it: true roots in their order, then those whose parent never came, as they began. */
function atTop(tops: Step[]): Step[] {
  const isOrphan = (step: Step): number => (step.parentId === undefined ? 0 : 1);
  const place = (step: Step): number => (step.parentId === undefined ? step.ordinal : step.begunSeq);
  return tops.toSorted((a, b) => isOrphan(b) - isOrphan(a) || place(b) - place(a));
}

/** The match after or before a row, round the corner at the ends; nothing if there is none. From no row: the first or last. */
export function nextMatch({ rows }: Pick<FilteredTree, "rows">, from: number | undefined, direction: 1 | -1): number | undefined {
  const start = from ?? (direction === 1 ? -1 : rows.length);
  for (let away = 1; away <= rows.length; away++) {
    const at = (((start + away * direction) % rows.length) + rows.length) % rows.length;
    if (rows[at]?.isMatch) return at;
  }
  return undefined;
}
