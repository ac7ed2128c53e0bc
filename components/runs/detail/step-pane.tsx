"use client";

import type { ReactNode } from "react";
import { problemOf } from "@/components/trpc/problem";
import { Skeleton } from "@/components/ui/skeleton";
import { ComingText } from "@/components/values/coming-text";
import { ExploredValue } from "@/components/values/explored-value";
import { ModelAnswer } from "@/components/values/model-answer";
import type { Json } from "@/server/domain/json";
import type { LiveText } from "@/server/domain/live-text";
import type { RunSummary } from "@/server/domain/run";
import type { Step } from "@/server/domain/step";
import { StepAttributes } from "./step-attributes";
import { RunScores, StepMessages, StepRaw } from "./lazy-parts";

export const stepTabs = ["output", "input", "scores", "attributes", "raw"] as const;
export const modelTabs = ["output", "input", "messages", "scores", "attributes", "raw"] as const;
export type StepTab = (typeof modelTabs)[number];

/** A step as the REST API gives it. */
type StepValues = { step: Step; input?: Json; output?: Json };

type StepPaneProps = {
  tab: StepTab;
  run: RunSummary;
  step: Step;
  coming: LiveText | undefined;
  values: StepValues | undefined;
  error: unknown;
};

/** What one tab of a step shows. */
export function StepPane({ tab, run, step, coming, values, error }: StepPaneProps): ReactNode {
  const { runId, agentId } = run;
  if (tab === "messages") return <StepMessages runId={runId} agentId={agentId} step={step} />;
  if (tab === "scores") return <RunScores run={run} ofStep />;
  if (tab === "attributes") return <StepAttributes attributes={step.attributes} />;
  if (tab === "output" && coming && step.endedAt === undefined) return <ComingText text={coming.text} cut={coming.from > 0} />;
  if (error !== null && error !== undefined)
    return (
      <p role="alert" className="text-fail">
        {problemOf(error).detail ?? "It could not be read."}
      </p>
    );
  if (!values) return <Skeleton className="h-40 w-full" />;
  if (tab === "raw") return <StepRaw agentId={agentId} runId={runId} stepId={step.id} answer={values} />;
  const part = { runId, stepId: step.id, part: tab } as const;
  if (tab === "input") return <ExploredValue value={values.input} label="Input" absent="It took nothing." part={part} />;
  const absent = noOutput(step);
  if (step.kind === "model") return <ModelAnswer value={values.output} absent={absent} part={part} />;
  return <ExploredValue value={values.output} label="Output" absent={absent} part={part} />;
}

function noOutput(step: Step): string {
  if (step.endedAt === undefined) return "It has not ended yet.";
  return step.error ? "It failed before it gave anything." : "It gave nothing.";
}
