"use client";

import { useRef, useState, type FormEvent } from "react";
import type { FieldFault } from "@/components/input-form/draft-value";
import { InputFields } from "@/components/input-form/input-fields";
import { findJsonFault } from "@/components/input-form/json-fault";
import { useInputForm, type InputMode } from "@/components/input-form/use-input-form";
import { Button } from "@/components/ui/button";
import { PlayIcon } from "@/components/ui/icons";
import { SubmitKbd } from "@/components/ui/submit-kbd";
import { useSubmitKey } from "@/components/ui/keys/use-submit-key";
import type { Agent } from "@/server/domain/agent";
import type { Json } from "@/server/domain/json";
import { ModeSwitch } from "./mode-switch";
import { RunOptions } from "./run-options";
import { useStartRun, type StartRun } from "./use-start-run";

type RunFormProps = {
  agent: Agent;
  initial: Json | undefined;
  start: StartRun;
};

/** The input, made from the agent's schema or typed as JSON. What was typed stays, whatever the answer is. */
export function RunForm({ agent, initial, start }: RunFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const input = useInputForm(agent.inputSchema, initial);
  const [state, submit, pending] = useStartRun(start);
  const [ownFaults, setOwnFaults] = useState<readonly FieldFault[]>([]);
  const [answered, setAnswered] = useState(true);
  const { json, faults: draftFaults } = input.read();
  const faults = ownFaults.length > 0 ? ownFaults : answered ? (state.problem?.errors ?? []) : [];

  const check = (event: FormEvent) => {
    const broken = input.mode === "json" && findJsonFault(json) !== undefined;
    setOwnFaults(draftFaults);
    setAnswered(true);
    if (!broken && draftFaults.length === 0) return;
    event.preventDefault();
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus());
  };
  // What was said of the one way of typing does not stand beside the other.
  const changeMode = (mode: InputMode) => {
    setOwnFaults([]);
    setAnswered(false);
    input.setMode(mode);
  };
  const onKeyDown = useSubmitKey();
  return (
    <form ref={form} action={submit} onSubmit={check} onKeyDown={onKeyDown} className="rounded-lg border border-line bg-panel">
      <div className="flex h-11 items-center gap-3 border-b border-line px-4">
        <h2 className="flex-1 font-semibold">Run it</h2>
        {input.formable ? <ModeSwitch mode={input.mode} onChange={changeMode} /> : null}
      </div>
      <div className="@container flex flex-col gap-3.5 p-4">
        <InputFields input={input} faults={faults} label="Input" />
        {input.spec.type === "object" && input.spec.fields.length === 0 && input.mode === "form" ? (
          <p className="text-ink-2">It takes no input.</p>
        ) : null}
        <RunOptions faults={faults} />
        <input type="hidden" name="input" value={json} />
      </div>
      <div className="sticky bottom-0 flex flex-wrap items-center gap-3 rounded-b-lg border-t border-line bg-panel px-4 py-3">
        <p role="alert" className="min-w-0 flex-1 text-xs text-fail [overflow-wrap:anywhere]">
          {answered && !pending ? (state.problem?.detail ?? state.problem?.title) : null}
        </p>
        <Button type="submit" look="primary" disabled={pending || !agent.runnable} focusableWhenDisabled>
          <PlayIcon width={13} height={13} className="-ml-0.5 shrink-0" />
          {pending ? "Starting…" : "Start run"} <SubmitKbd />
        </Button>
      </div>
    </form>
  );
}
