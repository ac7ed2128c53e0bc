import type { RunAddress } from "@/components/runs/run-address";
import type { Step } from "@/server/domain/step";
import { hasFailed } from "@/server/domain/step-kind";
import { decodeName } from "@/server/domain/step-path";

export type StepFilter = Pick<RunAddress, "q" | "kinds" | "failed" | "minMs">;

/** The same as the server looks for: in name, path and the short text of what it gave. */
export function matchesFilter(step: Step, { q, kinds, failed, minMs }: StepFilter, now: number): boolean {
  if (kinds.length > 0 && !kinds.includes(step.kind)) return false;
  if (failed && !hasFailed(step.status)) return false;
  if (minMs !== undefined && (step.endedAt ?? now) - step.startedAt < minMs) return false;
  if (q === undefined) return true;
  const wanted = q.toLowerCase();
  return decodeName(step.path).toLowerCase().includes(wanted) || (step.preview ?? "").toLowerCase().includes(wanted);
}
