"use client";

import { useRef, useState, type FormEvent } from "react";
import type { FieldFault } from "@/components/input-form/draft-value";
import { problemOf } from "@/components/trpc/problem";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { SubmitKbd } from "@/components/ui/submit-kbd";
import { useSubmitKey } from "@/components/ui/keys/use-submit-key";
import type { DatasetRunCheck } from "@/server/domain/dataset-run";
import { formatCount } from "@/server/domain/format";
import { isBlocked } from "./check-lines";
import { PlanAgent } from "./plan-agent";
import { PlanChecks } from "./plan-checks";
import { PlanDataset } from "./plan-dataset";
import { PlanItems } from "./plan-items";
import { rememberPlan } from "./plan-memory";
import { PlanNumbers } from "./plan-numbers";
import { PlanOptions } from "./plan-options";
import { PlanScorers } from "./plan-scorers";
import { toCli, toCurl } from "./run-commands";
import { settingsPath } from "./run-plan";
import { useRunCheck } from "./use-run-check";
import { useRunPlan, type RunGiven } from "./use-run-plan";
import { useCreateDatasetRun } from "../use-create-dataset-run";

/** An agent over a dataset: which items, how often, scored by what; checked before it starts. */
export function RunDatasetDialog({ onClose, ...given }: RunGiven & { onClose: () => void }) {
  const form = useRef<HTMLFormElement>(null);
  const choices = useRunPlan(given);
  const { plan, change, dataset, version, agent } = choices;
  const [profileNames, setProfileNames] = useState<readonly string[]>([]);
  const { body, faults: own } = choices.read(profileNames);
  const found = useRunCheck(plan.datasetId, body);
  if (found.check && found.check.profileNames.join() !== profileNames.join()) setProfileNames(found.check.profileNames);
  if (found.check) choices.noteExpected(found.check.itemCount > 0 && found.check.withoutExpectedCount === 0);
  const { key, problem, submit, pending } = useCreateDatasetRun();
  const [tried, setTried] = useState(false);
  const faults = [...(tried ? own : []), ...(pending ? [] : (problem?.errors ?? []))];
  const faultOf = (path: string) => faults.find((one) => one.path === path)?.message;
  // What the dialog can say itself, at the field and once it matters, is not said by the check too.
  const check = found.check && withoutScorers(found.check, own);
  const blocked = agent?.runnable !== true || dataset === undefined || (check !== undefined && isBlocked(check));
  const sent = body && own.length === 0 && dataset ? { datasetId: dataset.id, body, origin: location.origin } : undefined;

  const onSubmit = (event: FormEvent) => {
    setTried(true);
    if (sent && !blocked && !pending) return rememberPlan(sent.datasetId, plan, sent.body);
    event.preventDefault();
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus());
  };
  const onKeyDown = useSubmitKey();
  return (
    <Dialog
      wide
      title="Run dataset"
      about={
        dataset ? <About name={dataset.name} version={version} count={found.check?.itemCount} trials={body?.trials} /> : undefined
      }
      onClose={onClose}
    >
      <form
        ref={form}
        action={submit}
        onSubmit={onSubmit}
        onKeyDown={onKeyDown}
        className="flex max-h-[calc(100dvh-7.5rem)] min-h-64 flex-col"
      >
        <div className="@container flex min-h-0 flex-1 flex-col gap-3.5 overflow-y-auto p-4">
          {choices.failedToRead ? (
            <p role="alert" className="text-fail">
              {problemOf(choices.failedToRead).detail ?? "The console does not answer."}
            </p>
          ) : null}
          {given.datasetId === undefined ? <PlanDataset chosen={dataset} onChange={choices.chooseDataset} /> : null}
          <PlanAgent
            agents={choices.agents}
            agent={agent}
            faults={faults.filter(({ path }) => path === "agentId").map(({ message }) => message)}
            onChange={(agentId) => change({ agentId })}
          />
          <PlanItems choices={choices} fault={faultOf("itemIds") ?? faultOf("failedIn") ?? faultOf("version")} />
          <PlanNumbers plan={plan} change={change} faultOf={faultOf} />
          <PlanScorers
            scorers={choices.scorers}
            ticked={plan.scorers}
            faults={faults}
            onChange={(scorers) => change({ scorers })}
          />
          <PlanOptions
            plan={plan}
            change={change}
            usualName={agent && dataset ? `${agent.name} on ${dataset.name}` : undefined}
            check={found.check}
            faultOf={faultOf}
          />
          <PlanChecks
            {...found}
            check={check}
            datasetId={dataset?.id}
            oldVersion={version === dataset?.version ? undefined : version}
            missing={plan.datasetId === undefined ? "a dataset" : agent === undefined ? "an agent" : undefined}
          />
        </div>
        <input type="hidden" name="key" value={key} />
        <input type="hidden" name="datasetId" value={dataset?.id ?? ""} />
        <input type="hidden" name="body" value={JSON.stringify(body ?? {})} />
        <div className="flex flex-wrap items-center gap-2 border-t border-line px-4 py-3">
          <p role="alert" className="w-full text-xs text-fail [overflow-wrap:anywhere] empty:sr-only">
            {problem && !pending ? (problem.detail ?? problem.title) : null}
          </p>
          <CopyButton label="Copy as CLI" disabled={!sent} text={() => (sent ? toCli(sent) : "")} />
          <CopyButton label="cURL" disabled={!sent} text={() => (sent ? toCurl(sent) : "")} />
          <span className="ml-auto flex gap-2">
            <Button onClick={onClose} className="max-sm:hidden">
              Cancel
            </Button>
            <Button type="submit" look="primary" disabled={pending || blocked} focusableWhenDisabled>
              {pending ? "Starting…" : "Start run"} <SubmitKbd />
            </Button>
          </span>
        </div>
      </form>
    </Dialog>
  );
}

function withoutScorers(check: DatasetRunCheck, faults: readonly FieldFault[]): DatasetRunCheck {
  const isFaulty = (id: string) => faults.some(({ path }) => path.startsWith(`${settingsPath(id)}.`));
  return { ...check, scorerProblems: check.scorerProblems.filter(({ scorer }) => !isFaulty(scorer)) };
}

type AboutProps = { name: string; version: number | undefined; count: number | undefined; trials: number | undefined };

/** What it comes to: items, and runs where each is tried more than once. */
function About({ name, version, count, trials = 1 }: AboutProps) {
  const items = count === undefined ? "" : ` · ${formatCount(count)} ${count === 1 ? "item" : "items"}`;
  const runs = count === undefined || trials === 1 ? "" : ` × ${trials} trials = ${formatCount(count * trials)} runs`;
  return (
    <p className="text-ink-2 [overflow-wrap:anywhere]">
      {name} {version === undefined ? "" : `v${version}`}
      {items}
      {runs}
    </p>
  );
}
