"use client";

import { useEffect, useMemo, useReducer, useRef, useState } from "react";
import { RunQuestions } from "@/components/questions/run-questions";
import { RerunDialog, RerunFromHere } from "@/components/rerun/rerun-from-here";
import { RunTimeline } from "@/components/runs/timeline/run-timeline";
import { useReveal } from "@/components/runs/timeline/use-reveal";
import { useRunTree } from "@/components/runs/timeline/use-run-tree";
import type { Step } from "@/server/domain/step";
import { DetailPanel } from "./detail/detail-panel";
import { ErrorCallout } from "./error-callout";
import { LazyLog, LazyStepPanel, LazyTranscript } from "./lazy-views";
import { RunHeader } from "./run-header";
import { RunPanel } from "./run-panel";
import { changeRun, useRunAddress } from "./use-run-address";
import { ViewSwitch } from "./view-switch";

/** A run: how it stands, its steps over time, and beside them the run's or the chosen step's own. */
export function RunView({ runId }: { runId: string }) {
  const live = useRunTree(runId);
  const { run, tree, version, texts, reconnecting, clockOffsetMs } = live;
  const address = useRunAddress();
  const panelWantsFocus = useRef(false);
  const [, draw] = useReducer((times: number) => times + 1, 0);
  const [rerunFrom, setRerunFrom] = useState<Step>();
  const find = (wanted: string | undefined) =>
    wanted === undefined ? undefined : (tree.steps.get(wanted) ?? tree.byPath(wanted));
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const step = useMemo(() => find(address.step), [tree, version, address.step]);
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const failedStep = useMemo(() => find(run.error?.path), [tree, version, run.error]);
  const reveal = useReveal(runId, tree);
  const unknown = address.step !== undefined && step === undefined;
  useEffect(() => {
    if (unknown && address.step !== undefined) void reveal(address.step);
  }, [unknown, address.step, reveal]);
  const select = (stepId: string | undefined) => changeRun({ step: stepId });
  const shown = { run, selected: step, onSelect: select, changes: version };
  const switcher = <ViewSwitch view={address.view} />;
  const detail = (
    <DetailPanel open={step !== undefined} onClose={() => select(undefined)}>
      {step ? (
        <LazyStepPanel
          run={run}
          step={step}
          coming={texts.get(step.id)}
          wantsFocusRef={panelWantsFocus}
          onRerun={setRerunFrom}
          onClose={() => select(undefined)}
        />
      ) : (
        <RunPanel run={run} />
      )}
    </DetailPanel>
  );
  return (
    <>
      <RunHeader run={run} clockOffsetMs={clockOffsetMs} reconnecting={reconnecting} />
      {run.error ? (
        <div className="px-4 pb-3 md:px-5">
          <ErrorCallout
            run={run}
            error={run.error}
            where={<Where path={run.error.path} onGo={() => select(run.error?.path)} />}
            action={
              failedStep && failedStep !== step && run.origin === undefined ? (
                <RerunFromHere agentId={run.agentId} onOpen={() => setRerunFrom(failedStep)} />
              ) : undefined
            }
          />
        </div>
      ) : null}
      <RunQuestions run={run} steps={tree.steps} version={version} onSelect={select} />
      {address.view === "timeline" ? (
        <RunTimeline
          live={live}
          views={switcher}
          panel={detail}
          onEnter={() => {
            panelWantsFocus.current = true;
            draw();
          }}
        />
      ) : (
        <>
          <div className="flex px-4 pb-2.5 md:px-5">{switcher}</div>
          <div className="flex min-h-0 flex-1 border-t border-line max-md:flex-col">
            {address.view === "transcript" ? <LazyTranscript {...shown} texts={texts} /> : <LazyLog {...shown} />}
            {detail}
          </div>
        </>
      )}
      {rerunFrom ? <RerunDialog run={run} step={rerunFrom} onClose={() => setRerunFrom(undefined)} /> : null}
    </>
  );
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
