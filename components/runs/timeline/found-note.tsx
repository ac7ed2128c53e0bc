"use client";

import { Button } from "@/components/ui/button";
import { formatCount } from "@/server/domain/format";
import type { FilteredRows } from "./filtered-rows";

type FoundNoteProps = {
  rows: FilteredRows;
  /** Not all of the run has been looked through. */
  more: boolean;
  selected: string | undefined;
  onNext: (direction: 1 | -1) => void;
  onClear: () => void;
};

/** Which of how many one is at, and what the filter leaves out. */
export function FoundNote({ rows: { matches, hidden }, more, selected, onNext, onClear }: FoundNoteProps) {
  const at = selected === undefined ? -1 : matches.indexOf(selected);
  const upTo = more ? "up to " : "";
  return (
    <span className="flex items-center gap-1">
      <span role="status" className="text-ink-2 tabular-nums">
        {at >= 0 ? `${at + 1}/` : ""}
        {formatCount(matches.length)}
        {more ? "+" : ""}
        <span className="sr-only"> found</span>
        {hidden.steps > 0 ? (
          <span className="text-ink-3">
            {` · ${upTo}${formatCount(hidden.steps)} hidden`}
            {hidden.errors > 0 ? `, ${upTo}${formatCount(hidden.errors)} ${hidden.errors === 1 ? "error" : "errors"}` : ""}
          </span>
        ) : null}
      </span>
      <Button look="ghost" square aria-label="Previous match" disabled={matches.length === 0} onClick={() => onNext(-1)}>
        ↑
      </Button>
      <Button look="ghost" square aria-label="Next match" disabled={matches.length === 0} onClick={() => onNext(1)}>
        ↓
      </Button>
      <Button look="ghost" className="px-1.5" onClick={onClear}>
        Clear
      </Button>
    </span>
  );
}
