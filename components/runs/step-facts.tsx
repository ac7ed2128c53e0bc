import { Clock } from "@/components/ui/duration";
import { Facts, type Fact } from "@/components/ui/facts";
import { formatCost, formatDuration, formatTokens } from "@/server/domain/format";
import type { Step } from "@/server/domain/step";

export function StepFacts({ step, runStartedAt }: { step: Step; runStartedAt: number | undefined }) {
  const { usage } = step;
  const facts: Fact[] = [
    { word: "Duration", value: step.endedAt === undefined ? <Clock since={step.startedAt} /> : formatDuration(step.durationMs) },
    { word: "Began", value: runStartedAt === undefined ? "—" : `+${formatDuration(step.startedAt - runStartedAt)}` },
  ];
  if (usage) {
    facts.push({ word: "Tokens", value: `${formatTokens(usage.inputTokens)} in, ${formatTokens(usage.outputTokens)} out` });
    facts.push({ word: "Cost", value: formatCost(usage.costMicroUsd) });
  }
  if (step.attempt > 1) facts.push({ word: "Attempt", value: step.attempt });
  if (step.childCount > 0 && step.endedAt !== undefined) facts.push({ word: "Steps in it", value: step.childCount });
  return <Facts facts={facts} />;
}
