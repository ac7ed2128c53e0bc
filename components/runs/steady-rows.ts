import type { RunSummary } from "@/server/domain/run";

/** Where the list goes on after some rows. */
export type NextCursor = string | null;

/**
 * Rows that stay where they are while fresh data comes: updated in place, never moved under the cursor. The next page follows
 * on these rows, not on the fresh ones: after those it would repeat rows when newer ones came, and skip some when rows left.
 */
export type SteadyRows = {
  of: string;
  source: readonly RunSummary[];
  rows: readonly RunSummary[];
  nextCursor: NextCursor;
  waiting: number;
};

export function startRows(of: string, fresh: readonly RunSummary[], nextCursor: NextCursor): SteadyRows {
  return { of, source: fresh, rows: fresh, nextCursor, waiting: 0 };
}

/** Newer runs are counted, not inserted; a run that left the fresh page keeps its place and what was last known of it. */
export function refreshRows(shown: SteadyRows, of: string, fresh: readonly RunSummary[], nextCursor: NextCursor): SteadyRows {
  if (shown.of !== of || shown.rows.length === 0) return startRows(of, fresh, nextCursor);
  const byId = new Map(fresh.map((run) => [run.runId, run]));
  const rows = shown.rows.map((run) => byId.get(run.runId) ?? run);
  const newest = shown.rows[0]?.createdAt ?? 0;
  const known = new Set(rows.map((run) => run.runId));
  const waiting = fresh.filter((run) => run.createdAt >= newest && !known.has(run.runId)).length;
  return { ...shown, source: fresh, rows, waiting };
}

/** Live rows that the fresh page no longer holds: these have to be asked for one by one. */
export function strayIds(shown: SteadyRows, isLive: (run: RunSummary) => boolean): string[] {
  const present = new Set(shown.source.map((run) => run.runId));
  return shown.rows.filter((run) => isLive(run) && !present.has(run.runId)).map((run) => run.runId);
}
