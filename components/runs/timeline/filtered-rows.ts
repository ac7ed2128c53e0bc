import type { Step } from "@/server/domain/step";
import { buildTimeline, visibleRows } from "@/server/domain/timeline";
import type { RunTree } from "./run-tree";
import type { ShownRows } from "./shown-rows";

/** Only the steps one looks for, and what is above them. */
export function createFilteredRows(tree: RunTree, matches: ReadonlySet<string>, folded: ReadonlySet<string>): ShownRows {
  const kept = new Map<string, Step>();
  for (const id of matches) {
    const step = tree.steps.get(id);
    if (!step) continue;
    kept.set(id, step);
    for (const above of tree.ancestors(id)) kept.set(above.id, above);
  }
  const rows = visibleRows(buildTimeline(kept.values()), folded);
  const places = new Map(rows.map((row, index) => [row.step.id, index]));
  return {
    total: rows.length,
    tree: undefined,
    rowAt: (index) => {
      const row = rows[index];
      if (!row) return undefined;
      const { step, depth, expanded, position, siblings } = row;
      return { type: "step", key: step.id, step, depth, expanded, position, siblings, triesBefore: [] };
    },
    indexOf: (step) => places.get(step.id),
  };
}
