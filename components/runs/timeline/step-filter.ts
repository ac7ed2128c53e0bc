import type { RunAddress } from "@/components/runs/run-address";
import type { Step } from "@/server/domain/step";
import { hasFailed } from "@/server/domain/step-kind";
import { textTest } from "@/server/domain/timeline/says-text";

export type StepFilter = Pick<RunAddress, "q" | "kinds" | "failed" | "minMs">;

/** The same as the server looks for. */
export function filterTest({ q, kinds, failed, minMs }: StepFilter, now: number): (step: Step) => boolean {
  const says = textTest(q);
  return (step) =>
    (kinds.length === 0 || kinds.includes(step.kind)) &&
    (!failed || hasFailed(step.status)) &&
    (minMs === undefined || (step.endedAt ?? now) - step.startedAt >= minMs) &&
    says(step);
}
