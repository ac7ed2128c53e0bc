"use client";

import { useState } from "react";
import type { RunSummary } from "@/server/domain/run";

export type RunSelection = {
  has: (runId: string) => boolean;
  /** With Shift: all from the last one ticked to this. */
  tick: (runId: string, shiftKey: boolean) => void;
  tickAll: () => void;
  clear: () => void;
  leave: (runIds: readonly string[]) => void;
  /** Once something was chosen, there may be something to say of it. */
  touched: boolean;
  /** Those of the rows shown; what is not shown cannot be meant. */
  chosen: RunSummary[];
};

export function useRunSelection(rows: readonly RunSummary[]): RunSelection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [anchor, setAnchor] = useState<string>();
  const [touched, setTouched] = useState(false);
  if (!touched && ids.size > 0) setTouched(true);
  const chosen = rows.filter((run) => ids.has(run.runId));
  const between = (from: string, to: string): string[] => {
    const [a, b] = [from, to].map((id) => rows.findIndex((run) => run.runId === id)).toSorted((x, y) => x - y);
    return a === undefined || b === undefined || a < 0 ? [] : rows.slice(a, b + 1).map((run) => run.runId);
  };
  return {
    has: (runId) => ids.has(runId),
    tick: (runId, shiftKey) => {
      const next = new Set(ids);
      if (shiftKey && anchor !== undefined && anchor !== runId) for (const id of between(anchor, runId)) next.add(id);
      else if (!next.delete(runId)) next.add(runId);
      setAnchor(runId);
      setIds(next);
    },
    tickAll: () => setIds(chosen.length > 0 ? new Set() : new Set(rows.map((run) => run.runId))),
    clear: () => setIds(new Set()),
    leave: (runIds) => setIds((now) => new Set([...now].filter((id) => !runIds.includes(id)))),
    touched,
    chosen,
  };
}
