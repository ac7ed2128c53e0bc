"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { RerunFromHere } from "@/components/rerun/rerun-from-here";
import { departuresOf } from "@/components/rerun/step-origin";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { CloseIcon } from "@/components/ui/icons";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs } from "@/components/ui/tabs";
import { ComingText } from "@/components/values/coming-text";
import { ModelAnswer } from "@/components/values/model-answer";
import { ValueView } from "@/components/values/value-view";
import type { Json } from "@/server/domain/json";
import type { LiveText } from "@/server/domain/live-text";
import type { RunSummary } from "@/server/domain/run";
import type { Step } from "@/server/domain/step";
import { ErrorCallout } from "./error-callout";
import { KindSquare } from "./kind-look";
import { StatusBadge } from "./status";
import { StepFacts } from "./step-facts";

type Tab = "output" | "input" | "attributes";
type StepPanelProps = {
  run: RunSummary;
  step: Step;
  /** What is just coming from it, while it runs. */
  coming: LiveText | undefined;
  onRerun: (step: Step) => void;
  onClose: () => void;
};

/** One step: what it gave, took, and is known to be. Its values are read only now, when someone looks. */
export function StepPanel({ run, step, coming, onRerun, onClose }: StepPanelProps) {
  const trpc = useTRPC();
  const [tab, setTab] = useState<Tab>("output");
  const { data, error, refetch } = useQuery(
    trpc.runs.step.queryOptions({ runId: run.runId, stepId: step.id }, { staleTime: Number.POSITIVE_INFINITY }),
  );
  // Its output comes with its end.
  const stale = data !== undefined && data.step.endedSeq !== step.endedSeq;
  useEffect(() => {
    if (stale) void refetch();
  }, [stale, refetch, step.endedSeq]);

  // What is noted about a step while it is open has no event of its own.
  const known = data && !stale && data.step.attributes ? { ...step, attributes: data.step.attributes } : step;
  const value = (one: Json | undefined, label: string, absent: string) =>
    error ? (
      <p className="text-fail">{problemOf(error).detail ?? "It could not be read."}</p>
    ) : data ? (
      <ValueView value={one} label={label} absent={absent} />
    ) : (
      <Skeleton className="h-40 w-full" />
    );
  const noOutput =
    step.endedAt === undefined ? "It has not ended yet." : step.error ? "It failed before it gave anything." : "It gave nothing.";
  const output =
    coming && step.endedAt === undefined ? (
      <ComingText text={coming.text} cut={coming.from > 0} />
    ) : step.kind === "model" && data && !error ? (
      <ModelAnswer value={data.output} absent={noOutput} />
    ) : (
      value(data?.output, "Output", noOutput)
    );
  const rerun = (look: "primary" | "secondary") => (
    <RerunFromHere agentId={run.agentId} look={look} onOpen={() => onRerun(step)} />
  );
  const pane = (content: React.ReactNode) => (
    <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-4">
      <StepFacts step={known} run={run} />
      {departuresOf(known).map(({ word, sentence }) => (
        <p key={word} className="rounded-md border border-line bg-sunk px-3 py-2 text-ink-2">
          <strong className="font-medium text-ink">{word.slice(0, 1).toUpperCase() + word.slice(1)}.</strong> {sentence}
        </p>
      ))}
      {step.error ? <ErrorCallout error={step.error} action={rerun("secondary")} /> : null}
      {content}
    </div>
  );
  const shown = tab === "input" ? data?.input : tab === "output" ? data?.output : step.attributes;
  return (
    <section
      aria-label={`Step ${step.name}`}
      className="flex min-h-0 flex-1 flex-col"
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <div className="flex flex-col gap-1 px-4 pt-3 pb-1">
        <div className="flex items-center gap-2">
          <KindSquare kind={step.kind} />
          <h2 className="min-w-0 truncate font-semibold">{step.name}</h2>
          <span className="text-xs text-ink-3">{step.kind}</span>
          <StatusBadge status={step.status} />
          <Button look="ghost" square aria-label="Close the step" className="-mr-1.5 ml-auto" onClick={onClose}>
            <CloseIcon />
          </Button>
        </div>
        <div className="flex items-start gap-1">
          <p className="min-w-0 flex-1 font-mono text-xs break-all text-ink-3">{step.path}</p>
          <div className="-my-1.5 -mr-1.5">
            <CopyButton iconOnly label="Copy path" text={() => step.path} />
          </div>
        </div>
      </div>
      <Tabs
        label="Step"
        value={tab}
        onChange={setTab}
        tabs={[
          { value: "output", word: "Output", content: pane(output) },
          { value: "input", word: "Input", content: pane(value(data?.input, "Input", "It took nothing.")) },
          {
            value: "attributes",
            word: "Attributes",
            content: pane(<ValueView value={step.attributes} label="Attributes" absent="None were recorded." />),
          },
        ]}
      />
      <div className="flex flex-wrap gap-2 border-t border-line px-4 py-2.5">
        {shown === undefined ? null : (
          <CopyButton
            label={typeof shown === "string" ? "Copy text" : "Copy JSON"}
            text={() => (typeof shown === "string" ? shown : JSON.stringify(shown, null, 2))}
          />
        )}
        <div className="ml-auto">{rerun("primary")}</div>
      </div>
    </section>
  );
}
