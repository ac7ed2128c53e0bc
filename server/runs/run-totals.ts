import type { RunCounts, Usage } from "@/server/domain/run";
import type { RunRow } from "./store";

export function countsOf(row: RunRow): RunCounts {
  const { steps, actions, modelCalls, tools, evaluators, errors } = row;
  return { steps, actions, modelCalls, tools, evaluators, errors };
}

/** What is not known is absent, never 0. */
export function usageOf({ inputTokens, outputTokens, costMicroUsd }: RunRow): Usage | undefined {
  if (inputTokens === null && outputTokens === null) return undefined;
  const usage: Usage = { inputTokens: inputTokens ?? 0, outputTokens: outputTokens ?? 0 };
  if (costMicroUsd !== null) usage.costMicroUsd = costMicroUsd;
  return usage;
}
