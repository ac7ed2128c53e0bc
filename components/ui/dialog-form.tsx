"use client";

import { useRef, type FormEvent, type ReactNode } from "react";
import { Button } from "./button";
import { SubmitKbd } from "./submit-kbd";
import { useSubmitKey } from "./keys/use-submit-key";

type DialogFormProps = {
  /** The button's word, and while it is at it. */
  verb: string;
  busyVerb: string;
  busy: boolean;
  disabled?: boolean;
  danger?: boolean;
  problem: string | undefined;
  onSubmit: () => void;
  onCancel: () => void;
  children: ReactNode;
};

/** A dialog's content and its two buttons. ⌘↵ submits; what went wrong is said beside the buttons, and nothing typed is lost. */
export function DialogForm(props: DialogFormProps) {
  const { verb, busyVerb, busy, disabled = false, danger = false, problem, onSubmit, onCancel, children } = props;
  const form = useRef<HTMLFormElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy && !disabled) onSubmit();
  };
  const onKeyDown = useSubmitKey();
  return (
    <form ref={form} onSubmit={submit} onKeyDown={onKeyDown}>
      <div className="flex flex-col gap-4 p-4">{children}</div>
      <div className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-4 py-3">
        <p role="alert" className="w-full text-xs text-fail [overflow-wrap:anywhere] empty:hidden">
          {busy ? null : problem}
        </p>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look={danger ? "danger" : "primary"} disabled={busy || disabled} focusableWhenDisabled>
          {busy ? busyVerb : verb} {danger ? null : <SubmitKbd />}
        </Button>
      </div>
    </form>
  );
}
