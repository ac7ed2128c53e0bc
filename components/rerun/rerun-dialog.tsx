"use client";

import { useQuery } from "@tanstack/react-query";
import { useRef, useState, type FormEvent } from "react";
import { findJsonFault } from "@/components/input-form/json-fault";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { SubmitKbd } from "@/components/ui/submit-kbd";
import { useSubmitKey } from "@/components/ui/keys/use-submit-key";
import type { RunSummary } from "@/server/domain/run";
import type { Step } from "@/server/domain/step";
import { GivenInput } from "./given-input";
import { editableInput, replacementOf } from "./replaced-input";
import { RerunWords } from "./rerun-words";
import { useRerun, useWhyNotRunnable } from "./use-rerun";

type RerunDialogProps = { run: RunSummary; step: Step; onClose: () => void };

/** Says what a re-run from a step takes over and what it does again, lets one change the step's input, and starts it. */
export function RerunDialog({ run, step, onClose }: RerunDialogProps) {
  const trpc = useTRPC();
  const form = useRef<HTMLFormElement>(null);
  const { start, error, busy } = useRerun();
  const whyNot = useWhyNotRunnable(run.agentId);
  const [typed, setTyped] = useState<string>();
  const read = useQuery(
    trpc.runs.step.queryOptions({ runId: run.runId, stepId: step.id }, { staleTime: Number.POSITIVE_INFINITY }),
  );
  const editable = editableInput(step, read.data);
  const text = typed ?? editable.text;
  const problem = error ? problemOf(error) : undefined;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy || whyNot !== undefined || read.isPending) return;
    if (text.trim() !== "" && findJsonFault(text)) {
      form.current?.querySelector("textarea")?.focus();
      return;
    }
    const value = replacementOf(editable, text);
    start({
      runId: run.runId,
      fromPath: step.path,
      ...(value === undefined ? {} : { staticInputs: { [step.path]: value } }),
    });
  };
  const onKeyDown = useSubmitKey();
  return (
    <Dialog
      title={`Re-run from ${step.name}`}
      about={<p className="font-mono text-xs break-all text-ink-3">{step.path}</p>}
      onClose={onClose}
    >
      <form ref={form} onSubmit={submit} onKeyDown={onKeyDown}>
        <div className="flex flex-col gap-4 p-4">
          <RerunWords runId={run.runId} step={step} />
          {read.error ? (
            <p role="alert" className="text-fail">
              {problemOf(read.error).detail ?? "Its input could not be read."}
            </p>
          ) : (
            <GivenInput editable={editable} loading={read.isPending} text={text} onChange={setTyped} />
          )}
        </div>
        <div className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-4 py-3">
          <p role="alert" className="w-full text-xs text-fail [overflow-wrap:anywhere] empty:sr-only">
            {whyNot ?? (problem && !busy ? (problem.detail ?? problem.title) : null)}
          </p>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={busy || whyNot !== undefined} focusableWhenDisabled>
            {busy ? "Starting…" : "Re-run"} <SubmitKbd />
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
