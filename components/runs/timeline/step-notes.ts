import { formatCost, formatDuration, formatTokens } from "@/server/domain/format";
import type { Step } from "@/server/domain/step";
import { firstTokenOf } from "@/server/domain/step-limits";
import { isNote } from "@/server/domain/step-kind";

/** The words beside a step's name: the most telling thing that is known of it. */
export function noteOf(step: Step): string | undefined {
  if (step.status === "waiting") return "waits for a person";
  if (step.status === "reused") return "reused";
  if (step.error) return step.error.message;
  if (step.usage) return `${formatTokens(step.usage.inputTokens)}→${formatTokens(step.usage.outputTokens)} tok`;
  // What holds other steps is told by them; its own result repeats the last of them.
  if (step.kind === "agent") return "agent";
  return step.childCount > 0 || step.preview === "" ? undefined : step.preview;
}

/** The words after its bar. */
export function barLabelOf(step: Step): string | undefined {
  if (step.attempt > 1) return `attempt ${step.attempt}`;
  const firstToken = step.status === "reused" ? undefined : firstTokenOf(step);
  const words = [
    ...(step.usage?.costMicroUsd === undefined ? [] : [formatCost(step.usage.costMicroUsd)]),
    ...(firstToken === undefined ? [] : [`ttft ${formatDuration(firstToken)}`]),
  ];
  return words.length > 0 ? words.join(" · ") : undefined;
}

export function timeOf(step: Step, now: number): string {
  if (step.status === "reused") return "—";
  if (step.endedAt === undefined) return formatDuration(Math.max(0, now - step.startedAt));
  return isNote(step.kind) && step.durationMs === 0 ? "" : formatDuration(step.durationMs);
}
