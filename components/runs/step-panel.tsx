"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, type RefObject } from "react";
import { RerunFromHere } from "@/components/rerun/rerun-from-here";
import { departuresOf } from "@/components/rerun/step-origin";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { CloseIcon } from "@/components/ui/icons";
import { useKeys } from "@/components/ui/keys/use-keys";
import { Tabs } from "@/components/ui/tabs";
import { asLarge } from "@/components/values/value-view";
import { isGrafted } from "@/server/domain/grafted-step";
import type { Json } from "@/server/domain/json";
import type { LiveText } from "@/server/domain/live-text";
import type { RunSummary } from "@/server/domain/run";
import type { Step } from "@/server/domain/step";
import { Pane } from "./detail/pane";
import { modelTabs, StepPane, stepTabs, type StepTab } from "./detail/step-pane";
import { usePanelTab } from "./detail/use-panel-tab";
import { ErrorCallout } from "./error-callout";
import { KindSquare } from "./kind-look";
import { StatusBadge } from "./status";
import { shownStatus } from "./status-look";
import { StepFacts } from "./step-facts";

const words: Readonly<Record<StepTab, string>> = {
  output: "Output",
  input: "Input",
  messages: "Messages",
  scores: "Scores",
  attributes: "Attributes",
  raw: "Raw",
};

type StepPanelProps = {
  run: RunSummary;
  step: Step;
  /** What is just coming from it, while it runs. */
  coming: LiveText | undefined;
  /** Set by who went here by the keyboard: its tabs take the focus. */
  wantsFocusRef?: RefObject<boolean>;
  onRerun: (step: Step) => void;
  onClose: () => void;
};

/** One step: what it gave, took, and is known to be. Its values are read only now, when someone looks. */
export function StepPanel({ run, step, coming, wantsFocusRef, onRerun, onClose }: StepPanelProps) {
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (wantsFocusRef?.current !== true) return;
    wantsFocusRef.current = false;
    section.current?.querySelector<HTMLElement>("[role=tab][aria-selected=true]")?.focus();
  });
  const tabs = step.kind === "model" ? modelTabs : stepTabs;
  const [tab, setTab] = usePanelTab<StepTab>(tabs);
  const { data, error, known } = useStepValues(run.runId, step);
  const rerunKey = { keys: "r", word: "Re-run from this step", group: "On this page", act: () => onRerun(step) } as const;
  const isOwn = run.origin === undefined && !isGrafted(step);
  useKeys(isOwn ? [rerunKey] : []);
  const content = (
    // Another step's search, folding and place in it are its own.
    <Pane key={step.id}>
      {tab === "output" || tab === "input" ? <StepHead run={run} step={known} /> : null}
      <StepPane tab={tab} run={run} step={known} coming={coming} values={data} error={error} />
    </Pane>
  );
  const copied: Partial<Record<StepTab, Json | undefined>> = {
    input: data?.input,
    output: data?.output,
    attributes: known.attributes,
    ...(data ? { raw: data } : {}),
  };
  return (
    <section ref={section} aria-label={`Step ${step.name}`} className="flex min-h-0 flex-1 flex-col">
      <StepTitle run={run} step={step} onClose={onClose} />
      <Tabs
        label="Step"
        value={tab}
        onChange={setTab}
        tabs={tabs.map((value) => ({ value, word: words[value], content: value === tab ? content : null }))}
      />
      <div className="flex flex-wrap gap-2 border-t border-line px-4 py-2.5">
        <CopyShown key={`${step.id}${tab}`} value={copied[tab]} />
        <div className="ml-auto">
          {isOwn ? <RerunFromHere agentId={run.agentId} look="primary" onOpen={() => onRerun(step)} /> : null}
        </div>
      </div>
    </section>
  );
}

/** A step with its values; read again when it ends, for its output comes with its end. */
function useStepValues(runId: string, step: Step) {
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(
    trpc.runs.step.queryOptions({ runId, stepId: step.id }, { staleTime: Number.POSITIVE_INFINITY }),
  );
  const stale = data !== undefined && data.step.endedSeq !== step.endedSeq;
  useEffect(() => {
    if (stale) void refetch();
  }, [stale, refetch, step.endedSeq]);
  // What is noted about a step while it is open has no event of its own.
  const known = data && !stale && data.step.attributes ? { ...step, attributes: data.step.attributes } : step;
  return { data, error, known };
}

type StepHeadProps = Pick<StepPanelProps, "run" | "step">;

/** What one wants to know before the value: figures, where it left the record, what went wrong. */
function StepHead({ run, step }: StepHeadProps) {
  return (
    <>
      <StepFacts step={step} run={run} />
      {departuresOf(step).map(({ word, sentence }) => (
        <p key={word} className="rounded-md border border-line bg-sunk px-3 py-2 text-ink-2">
          <strong className="font-medium text-ink">{word.slice(0, 1).toUpperCase() + word.slice(1)}.</strong> {sentence}
        </p>
      ))}
      {step.error ? <ErrorCallout label="Error of the step" run={run} error={step.error} /> : null}
    </>
  );
}

function StepTitle({ run, step, onClose }: Pick<StepPanelProps, "run" | "step" | "onClose">) {
  return (
    <div className="flex flex-col gap-1 px-4 pt-3 pb-1">
      <div className="flex items-center gap-2">
        <KindSquare kind={step.kind} />
        <h2 className="min-w-0 truncate font-semibold" title={step.name.slice(0, 500)}>
          {step.name}
        </h2>
        <span className="text-xs text-ink-3">{step.kind}</span>
        <StatusBadge status={shownStatus(step.status, run.status)} />
        <Button look="ghost" square aria-label="Close the step" className="-mr-1.5 ml-auto" onClick={onClose}>
          <CloseIcon />
        </Button>
      </div>
      <div className="flex items-start gap-1">
        <p className="line-clamp-3 min-w-0 flex-1 font-mono text-xs break-all text-ink-3">{step.path}</p>
        <div className="-my-1.5 -mr-1.5">
          <CopyButton iconOnly label="Copy path" text={() => step.path} />
        </div>
      </div>
    </div>
  );
}

function CopyShown({ value }: { value: Json | undefined }) {
  if (value === undefined || asLarge(value)) return null;
  const isText = typeof value === "string";
  return <CopyButton label={isText ? "Copy text" : "Copy JSON"} text={() => (isText ? value : JSON.stringify(value, null, 2))} />;
}
