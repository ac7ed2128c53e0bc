import type { RunCounts, Usage } from "./run";
import type { StepKind } from "./step-kind";

/** Which count of a run's summary a kind of step raises, besides that of all steps. */
export const counterOf: Partial<Record<StepKind, keyof RunCounts>> = {
  action: "actions",
  model: "modelCalls",
  tool: "tools",
  evaluator: "evaluators",
};

/** Sums tokens and cost. Where one cost is not known, that of the whole is not. */
export function addUsage(sum: Usage | undefined, usage: Usage): Usage {
  const { inputTokens, outputTokens, costMicroUsd } = sum ?? { inputTokens: 0, outputTokens: 0, costMicroUsd: 0 };
  const added: Usage = { inputTokens: inputTokens + usage.inputTokens, outputTokens: outputTokens + usage.outputTokens };
  if (costMicroUsd !== undefined && usage.costMicroUsd !== undefined) added.costMicroUsd = costMicroUsd + usage.costMicroUsd;
  return added;
}
