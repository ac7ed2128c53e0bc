import type { Step } from "@/server/domain/step";
import type { Verdict } from "@/server/sdk/trackside";

/** Whether the agent took these steps, by name or path: nothing but them, among others in this order, or in any. */
export function scoreTrajectory(steps: Step[], wanted: string[], order: "exact" | "in-order" | "any"): Verdict {
  const taken = steps.filter((step) => step.parentId !== undefined);
  const is = (step: Step, name: string): boolean => nameOf(step) === name || step.path === name;
  // With "exact", steps of kinds nobody named do not count: a log line is no detour.
  const kinds = new Set(taken.filter((step) => wanted.some((name) => is(step, name))).map((step) => step.kind));
  const counted = order === "exact" ? taken.filter((step) => kinds.has(step.kind)) : taken;
  const found = order === "any" ? inAnyOrder(counted, wanted, is) : inOrder(counted, wanted, is);
  const value = order === "exact" ? found / Math.max(wanted.length, counted.length) : found / wanted.length;
  const reason = `took ${counted.map(nameOf).slice(0, 50).join(", ") || "none"}`;
  return { value, pass: value === 1, label: `${found} of ${wanted.length}`, ...(value === 1 ? {} : { reason }) };
}

const nameOf = ({ name }: Step): string => name.replace(/#\d+$/, "");

type Is = (step: Step, name: string) => boolean;

/** The longest part of what is wanted that comes in this order. */
function inOrder(taken: Step[], wanted: string[], is: Is): number {
  let before = Array.from({ length: wanted.length + 1 }, () => 0);
  for (const step of taken) {
    const now = [0];
    for (const [at, name] of wanted.entries())
      now.push(is(step, name) ? (before[at] ?? 0) + 1 : Math.max(before[at + 1] ?? 0, now[at] ?? 0));
    before = now;
  }
  return before.at(-1) ?? 0;
}

function inAnyOrder(taken: Step[], wanted: string[], is: Is): number {
  const left = [...taken];
  return wanted.filter((name) => {
    const at = left.findIndex((step) => is(step, name));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  }).length;
}
