import { hasFailed } from "../step-kind";
import type { Step } from "../step";

type Found = { step: Step; wrapped: boolean };

/** Of steps that are all there: the one in which a failure arose, not only passed through, that began next after a number of the run, or before it; round the corner at the ends. */
export function nextFailedOf(steps: Iterable<Step>, from: number, direction: "next" | "previous"): Found | undefined {
  const all = [...steps];
  const passedOn = new Set(all.flatMap(({ status, parentId }) => (hasFailed(status) ? (parentId ?? []) : [])));
  const sign = direction === "next" ? 1 : -1;
  let near: Step | undefined;
  let far: Step | undefined;
  for (const step of all) {
    if (!hasFailed(step.status) || passedOn.has(step.id)) continue;
    const isBeyond = (step.begunSeq - from) * sign > 0;
    if (isBeyond && (!near || (near.begunSeq - step.begunSeq) * sign > 0)) near = step;
    if (!far || (far.begunSeq - step.begunSeq) * sign > 0) far = step;
  }
  if (near) return { step: near, wrapped: false };
  return far && { step: far, wrapped: true };
}
