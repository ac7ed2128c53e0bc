import type { Step } from "@/server/domain/step";
import { filterTree, nextMatch } from "@/server/domain/timeline/filter-tree";
import type { RunTree } from "./run-tree";
import type { ShownRows } from "./shown-rows";

/** Rows of which some are what one looks for; the others are above those. */
export type FilteredRows = ShownRows & {
  matches: readonly string[];
  hidden: { steps: number; errors: number };
  isMatch: (stepId: string) => boolean;
  /** The one after or before a row, round the corner at the ends. */
  next: (from: number | undefined, direction: 1 | -1) => Step | undefined;
};

/** Only the steps one looks for, and what is above them. */
export function createFilteredRows(
  tree: RunTree,
  ids: ReadonlySet<string>,
  total: { steps: number; errors: number },
): FilteredRows {
  const matches = [...ids].flatMap((id) => tree.steps.get(id) ?? []);
  const filtered = filterTree({ matches, ancestors: matches.flatMap((step) => tree.ancestors(step.id)), total });
  const { rows, hidden } = filtered;
  return {
    total: rows.length,
    tree: undefined,
    hidden,
    matches: rows.flatMap(({ step, isMatch }) => (isMatch ? [step.id] : [])),
    isMatch: (stepId) => ids.has(stepId),
    next: (from, direction) => {
      const at = nextMatch(filtered, from, direction);
      return at === undefined ? undefined : rows[at]?.step;
    },
    rowAt: (index) => {
      const row = rows[index];
      if (!row) return undefined;
      const { step, depth } = row;
      const holds = (rows[index + 1]?.depth ?? 0) > depth;
      const place = { position: step.ordinal + 1, siblings: tree.family(step.parentId)?.count ?? step.ordinal + 1 };
      return { type: "step", key: step.id, step, depth, ...place, expanded: holds ? true : undefined, triesBefore: [] };
    },
    indexOf: (step) => filtered.indexOf(step.id),
  };
}
