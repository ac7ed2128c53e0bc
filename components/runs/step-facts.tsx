import Link from "next/link";
import { shortRunId } from "@/components/rerun/short-run-id";
import { childRunOf, reusedFrom } from "@/components/rerun/step-origin";
import { Clock } from "@/components/ui/duration";
import { Facts, type Fact } from "@/components/ui/facts";
import { formatCost, formatDuration, formatTokens } from "@/server/domain/format";
import type { RunSummary } from "@/server/domain/run";
import type { Step } from "@/server/domain/step";
import { firstTokenOf, limitOf } from "@/server/domain/step-limits";
import { runHref } from "./run-href";

export function StepFacts({ step, run }: { step: Step; run: RunSummary }) {
  const { usage } = step;
  const from = step.status === "reused" ? reusedFrom(step) : undefined;
  const facts: Fact[] = from
    ? [
        { word: "Reused from", value: <RunLink step={step} run={{ agentId: run.agentId, runId: from.runId }} /> },
        { word: "It took there", value: formatDuration(from.durationMs) },
      ]
    : [
        { word: "Duration", value: durationOf(step) },
        {
          word: "Began",
          value: run.startedAt === undefined ? "—" : `+${formatDuration(Math.max(0, step.startedAt - run.startedAt))}`,
        },
      ];
  if (usage) {
    facts.push({ word: "Tokens", value: `${formatTokens(usage.inputTokens)} in, ${formatTokens(usage.outputTokens)} out` });
    facts.push({ word: "Cost", value: formatCost(usage.costMicroUsd) });
  }
  const firstToken = firstTokenOf(step);
  if (firstToken !== undefined && !from) facts.push({ word: "First token after", value: formatDuration(firstToken) });
  const limit = limitOf(step);
  if (limit !== undefined) facts.push({ word: "Limit", value: formatDuration(limit) });
  const child = childRunOf(step);
  if (child) facts.push({ word: "Its run", value: <RunLink run={child} /> });
  if (step.attempt > 1) facts.push({ word: "Attempt", value: step.attempt });
  if (step.childCount > 0 && step.endedAt !== undefined) facts.push({ word: "Steps in it", value: step.childCount });
  return <Facts facts={facts} />;
}

function durationOf(step: Step) {
  return step.endedAt === undefined ? <Clock since={step.startedAt} /> : formatDuration(step.durationMs);
}

function RunLink({ run, step }: { run: Pick<RunSummary, "agentId" | "runId">; step?: Step }) {
  return (
    <Link
      href={step ? `${runHref(run)}?step=${encodeURIComponent(step.path)}` : runHref(run)}
      title={run.runId}
      className="rounded-sm font-mono text-xs text-accent-ink hover:underline"
    >
      {shortRunId(run.runId)}
    </Link>
  );
}
