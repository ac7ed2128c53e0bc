import type { RunSummary } from "@/server/domain/run";

/**
 * The live view says a run's input and result, which may be large, only when its status has changed: until then what
 * was known of them holds. The input never changes.
 */
export function keepValues(known: RunSummary | undefined, told: RunSummary): RunSummary {
  if (known === undefined || known.runId !== told.runId) return told;
  const next = { ...told };
  if (next.input === undefined && known.input !== undefined) next.input = known.input;
  if (next.result === undefined && known.result !== undefined && known.status === told.status) next.result = known.result;
  // Told by none of the run's own changes: a scorer or a person says them.
  if (next.scores === undefined && known.scores !== undefined) next.scores = known.scores;
  return next;
}
