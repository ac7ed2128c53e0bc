"use client";

import { useMemo, useState } from "react";
import { RunQuestions } from "@/components/questions/run-questions";
import { RerunDialog, RerunFromHere } from "@/components/rerun/rerun-from-here";
import { Timeline } from "@/components/runs/timeline/timeline";
import { useRunSteps } from "@/components/runs/timeline/use-run-steps";
import { useSelectedStep } from "@/components/runs/timeline/use-selected-step";
import { SegmentedChoice } from "@/components/ui/segmented-choice";
import { formatCount } from "@/server/domain/format";
import type { Step } from "@/server/domain/step";
import { DetailPanel } from "./detail/detail-panel";
import { ErrorCallout } from "./error-callout";
import { LazyLog, LazyStepPanel, LazyTranscript } from "./lazy-views";
import { RunHeader } from "./run-header";
import { RunPanel } from "./run-panel";
import { statusLook } from "./status-look";
import { runViews, useRunView } from "./use-run-view";

/** A run: how it stands, its steps over time, and beside them the run's or the chosen step's own. */
export function RunView({ runId }: { runId: string }) {
  const { run, steps, texts, loaded, capped, reconnecting, clockOffsetMs } = useRunSteps(runId);
  const [selected, select] = useSelectedStep();
  const [view, show] = useRunView();
  const [rerunFrom, setRerunFrom] = useState<Step>();
  const step = useMemo(() => findStep(steps, selected), [steps, selected]);
  const live = !statusLook[run.status].ended;
  const failedStep = useMemo(() => findStep(steps, run.error?.path), [run.error, steps]);
  return (
    <>
      <RunHeader run={run} clockOffsetMs={clockOffsetMs} reconnecting={reconnecting} />
      {run.error ? (
        <div className="px-4 pb-3 md:px-5">
          <ErrorCallout
            error={run.error}
            where={<Where path={run.error.path} onGo={failedStep ? () => select(failedStep.id) : undefined} />}
            action={
              failedStep && failedStep !== step ? (
                <RerunFromHere agentId={run.agentId} onOpen={() => setRerunFrom(failedStep)} />
              ) : undefined
            }
          />
        </div>
      ) : null}
      <RunQuestions run={run} steps={steps} onSelect={select} />
      <div className="flex min-h-0 flex-1 border-t border-line max-md:flex-col">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <div className="flex border-b border-line px-4 py-2 md:px-5">
            <SegmentedChoice label="See the run as" value={view} choices={runViews} onChange={show} />
          </div>
          {view === "transcript" ? (
            <LazyTranscript run={run} selected={step} onSelect={select} texts={texts} changes={steps} />
          ) : view === "log" ? (
            <LazyLog run={run} selected={step} onSelect={select} changes={steps} />
          ) : (
            <Timeline steps={steps} live={live} clockOffsetMs={clockOffsetMs} selected={step?.id} onSelect={select} />
          )}
          {capped || !loaded ? (
            <p role="status" className="border-t border-line bg-sunk px-5 py-1.5 text-xs text-ink-2">
              {capped
                ? `The first ${formatCount(steps.size)} of ${formatCount(run.counts.steps)} steps. All of them are in the REST API.`
                : `Loading steps: ${formatCount(steps.size)} of ${formatCount(run.counts.steps)}`}
            </p>
          ) : null}
        </div>
        <DetailPanel open={step !== undefined} onClose={() => select(undefined)}>
          {step ? (
            <LazyStepPanel
              run={run}
              step={step}
              coming={texts.get(step.id)}
              onRerun={setRerunFrom}
              onClose={() => select(undefined)}
            />
          ) : (
            <RunPanel run={run} />
          )}
        </DetailPanel>
      </div>
      {rerunFrom ? (
        <RerunDialog
          run={run}
          step={rerunFrom}
          steps={steps}
          partial={capped || !loaded}
          onClose={() => setRerunFrom(undefined)}
        />
      ) : null}
    </>
  );
}

/** By its id, or by its path: that is what other runs of the agent know a step by. */
function findStep(steps: ReadonlyMap<string, Step>, wanted: string | undefined): Step | undefined {
  if (wanted === undefined) return undefined;
  return steps.get(wanted) ?? [...steps.values()].find((step) => step.path === wanted);
}

function Where({ path, onGo }: { path: string | undefined; onGo: (() => void) | undefined }) {
  if (path === undefined) return null;
  const words = <span className="font-mono text-xs [overflow-wrap:anywhere]">{path}</span>;
  if (!onGo) return <>In {words}.</>;
  return (
    <>
      In{" "}
      <button type="button" onClick={onGo} className="rounded-sm text-accent-ink hover:underline">
        {words}
      </button>
      .
    </>
  );
}
