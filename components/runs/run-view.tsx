"use client";

import clsx from "clsx";
import { useMemo, useRef, useState } from "react";
import { RunQuestions } from "@/components/questions/run-questions";
import { RerunDialog, RerunFromHere } from "@/components/rerun/rerun-from-here";
import { RunTimeline } from "@/components/runs/timeline/run-timeline";
import { useRunTree } from "@/components/runs/timeline/use-run-tree";
import type { Step } from "@/server/domain/step";
import { ErrorCallout } from "./error-callout";
import { runViews, type RunViewName } from "./run-address";
import { RunHeader } from "./run-header";
import { RunPanel } from "./run-panel";
import { StepPanel } from "./step-panel";
import { changeRun, useRunAddress } from "./use-run-address";

/** A run: how it stands, its steps over time, and beside them the run's or the chosen step's own. */
export function RunView({ runId }: { runId: string }) {
  const live = useRunTree(runId);
  const { run, tree, version, texts, reconnecting, clockOffsetMs } = live;
  const address = useRunAddress();
  const panel = useRef<HTMLDivElement>(null);
  const [rerunFrom, setRerunFrom] = useState<Step>();
  const step = useMemo(
    () => (address.step === undefined ? undefined : (tree.steps.get(address.step) ?? tree.byPath(address.step))),
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [tree, version, address.step],
  );
  const failedStep = useMemo(
    () => (run.error?.path === undefined ? undefined : tree.byPath(run.error.path)),
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [tree, version, run.error],
  );
  const select = (stepId: string | undefined) => changeRun({ step: stepId });
  const failedAt = run.error?.path;
  return (
    <>
      <RunHeader run={run} clockOffsetMs={clockOffsetMs} reconnecting={reconnecting} />
      {run.error ? (
        <div className="px-4 pb-3 md:px-5">
          <ErrorCallout
            error={run.error}
            where={<Where path={failedAt} onGo={() => select(failedAt)} />}
            action={<FailedStep step={failedStep} shown={step} agentId={run.agentId} onRerun={setRerunFrom} />}
          />
        </div>
      ) : null}
      <RunQuestions run={run} steps={tree.steps} version={version} onSelect={select} />
      <RunTimeline
        live={live}
        views={<ViewSwitch view={address.view} />}
        onEnter={() => panel.current?.querySelector<HTMLElement>("[role=tab][aria-selected=true]")?.focus()}
        panel={
          <div
            ref={panel}
            className={clsx(
              "flex min-h-0 flex-col border-line bg-panel md:w-[340px] md:border-l lg:w-[400px]",
              step ? "max-md:fixed max-md:inset-0 max-md:z-30" : "max-md:min-h-64 max-md:border-t",
            )}
          >
            {step ? (
              <StepPanel
                run={run}
                step={step}
                coming={texts.get(step.id)}
                onRerun={setRerunFrom}
                onClose={() => select(undefined)}
              />
            ) : (
              <RunPanel run={run} />
            )}
          </div>
        }
      />
      {rerunFrom ? (
        <RerunDialog
          run={run}
          step={rerunFrom}
          steps={tree.steps}
          partial={tree.steps.size < run.counts.steps}
          onClose={() => setRerunFrom(undefined)}
        />
      ) : null}
    </>
  );
}

const viewWords: Readonly<Record<RunViewName, string>> = { timeline: "Timeline", transcript: "Transcript", log: "Log" };

function ViewSwitch({ view }: { view: RunViewName }) {
  return (
    <div role="group" aria-label="View" className="inline-flex rounded-md border border-line-strong bg-panel p-0.5">
      {runViews.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === view}
          onClick={() => changeRun({ view: one })}
          className={clsx(
            "h-6 rounded-sm px-2 font-medium",
            one === view ? "bg-line text-ink" : "text-ink-2 hover:bg-hover hover:text-ink",
          )}
        >
          {viewWords[one]}
        </button>
      ))}
    </div>
  );
}

type FailedStepProps = {
  step: Step | undefined;
  shown: Step | undefined;
  agentId: string;
  onRerun: (step: Step) => void;
};

function FailedStep({ step, shown, agentId, onRerun }: FailedStepProps) {
  if (!step || step === shown) return null;
  return <RerunFromHere agentId={agentId} onOpen={() => onRerun(step)} />;
}

function Where({ path, onGo }: { path: string | undefined; onGo: () => void }) {
  if (path === undefined) return null;
  return (
    <>
      In{" "}
      <button type="button" onClick={onGo} className="rounded-sm text-accent-ink hover:underline">
        <span className="font-mono text-xs [overflow-wrap:anywhere]">{path}</span>
      </button>
      .
    </>
  );
}
