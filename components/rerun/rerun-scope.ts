import { planRerun } from "@/server/domain/rerun-plan";
import type { Step } from "@/server/domain/step";

/** How many steps a re-run from one takes over, how many of the known ones it does again, and what holds both. */
export type RerunScope = { reused: number; again: number; around: string[] };

/** The server's own plan, made from the steps the page has. The run's root is counted in neither. */
export function rerunScope(steps: ReadonlyMap<string, Step>, from: Step): RerunScope {
  const plan = planRerun(
    [...steps.values()].map(({ id, parentId, path, status, begunSeq, endedSeq }) => ({
      n: numberOf(id),
      parent: parentId === undefined ? null : numberOf(parentId),
      path,
      status,
      begunSeq,
      endedSeq: endedSeq ?? null,
    })),
    from.path,
  );
  const reused = plan?.reused.length ?? 0;
  const around: string[] = [];
  for (let up = parentOf(steps, from); up && up.parentId !== undefined; up = parentOf(steps, up)) around.unshift(up.name);
  return { reused, again: Math.max(0, steps.size - 1 - reused - around.length), around };
}

function parentOf(steps: ReadonlyMap<string, Step>, step: Step): Step | undefined {
  return step.parentId === undefined ? undefined : steps.get(step.parentId);
}

/** Step ids are their numbers in base 36. */
function numberOf(id: string): number {
  return Number.parseInt(id, 36);
}
