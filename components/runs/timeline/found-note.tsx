"use client";

import { Button } from "@/components/ui/button";
import { formatCount } from "@/server/domain/format";
import type { RunSummary } from "@/server/domain/run";
import { hasFailed } from "@/server/domain/step-kind";
import type { ShownRows } from "./shown-rows";
import type { Matches } from "./use-matches";

type FoundNoteProps = {
  run: RunSummary;
  rows: ShownRows;
  matches: Matches;
  selected: string | undefined;
  onNext: (by: 1 | -1) => void;
  onClear: () => void;
};

/** Which of how many one is at, and what the filter leaves out. */
export function FoundNote({ run, rows, matches, selected, onNext, onClear }: FoundNoteProps) {
  const { order, failed } = matchesIn(rows, matches);
  const at = selected === undefined ? -1 : order.indexOf(selected);
  const hidden = Math.max(0, run.counts.steps - rows.total);
  const hiddenErrors = Math.max(0, run.counts.errors - failed);
  const upTo = matches.more ? "up to " : "";
  return (
    <span className="flex items-center gap-1">
      <span role="status" className="text-ink-2 tabular-nums">
        {at >= 0 ? `${at + 1}/` : ""}
        {formatCount(order.length)}
        {matches.more ? "+" : ""}
        <span className="sr-only"> found</span>
        {hidden > 0 ? (
          <span className="text-ink-3">
            {` · ${upTo}${formatCount(hidden)} hidden`}
            {hiddenErrors > 0 ? `, ${upTo}${formatCount(hiddenErrors)} ${hiddenErrors === 1 ? "error" : "errors"}` : ""}
          </span>
        ) : null}
      </span>
      <Button look="ghost" square aria-label="Previous match" disabled={order.length === 0} onClick={() => onNext(-1)}>
        ↑
      </Button>
      <Button look="ghost" square aria-label="Next match" disabled={order.length === 0} onClick={() => onNext(1)}>
        ↓
      </Button>
      <Button look="ghost" className="px-1.5" onClick={onClear}>
        Clear
      </Button>
    </span>
  );
}

/** In the order of the rows; how many of all that is shown failed. */
function matchesIn(rows: ShownRows, matches: Matches): { order: string[]; failed: number } {
  const order: string[] = [];
  let failed = 0;
  for (let index = 0; index < rows.total; index++) {
    const row = rows.rowAt(index);
    if (row?.type !== "step") continue;
    if (matches.ids.has(row.step.id)) order.push(row.step.id);
    if (hasFailed(row.step.status)) failed++;
  }
  return { order, failed };
}
