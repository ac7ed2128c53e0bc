"use client";

import { useMutation } from "@tanstack/react-query";
import clsx from "clsx";
import { useEffect, useRef, useState, type FormEvent } from "react";
import type { FieldFault } from "@/components/input-form/draft-value";
import { InputFields } from "@/components/input-form/input-fields";
import { findJsonFault } from "@/components/input-form/json-fault";
import { useInputForm } from "@/components/input-form/use-input-form";
import { useTRPC } from "@/components/trpc/client";
import { problemOf, type Problem } from "@/components/trpc/problem";
import { Button } from "@/components/ui/button";
import { SubmitKbd } from "@/components/ui/submit-kbd";
import { useSubmitKey } from "@/components/ui/keys/use-submit-key";
import { useHydrated } from "@/components/ui/use-hydrated";
import type { Json } from "@/server/domain/json";
import { QuestionHead, type QuestionHeadProps } from "./question-head";
import { YesOrNo } from "./yes-or-no";

/** What became of it: taken, or not wanted any more, in the server's words. */
export type Settled = { taken: true } | { taken: false; why: string };

type QuestionFormProps = QuestionHeadProps & { onSettled: (outcome: Settled) => void };

/** The server names the faults of an answer by `value.…`, and so does this form. */
const root = "value";

/** What a run asks a person, as a form made from the schema of the answer. What was typed stays until it is taken. */
export function QuestionForm({ question, about, heading, onSettled }: QuestionFormProps) {
  const trpc = useTRPC();
  const hydrated = useHydrated();
  const form = useRef<HTMLFormElement>(null);
  const input = useInputForm(question.schema, undefined, root);
  const [ownFaults, setOwnFaults] = useState<readonly FieldFault[]>([]);
  const answer = useMutation(
    trpc.runs.answer.mutationOptions({
      onSuccess: () => onSettled({ taken: true }),
      onError: (error) => {
        const { status, detail, title } = problemOf(error);
        if (status === 409 || status === 404) onSettled({ taken: false, why: detail ?? title });
      },
    }),
  );
  // To the first field that is not right, whoever says so.
  useEffect(() => {
    form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [answer.error, ownFaults]);
  const problem = answer.error ? problemOf(answer.error) : undefined;
  const faults = ownFaults.length > 0 ? ownFaults : (problem?.errors ?? []);
  const yesOrNo = input.spec.type === "boolean" && !input.spec.nullable;
  // Its buttons stand under the controls, past the column of labels.
  const fields = input.mode === "form" && !yesOrNo;
  const busy = answer.isPending || answer.isSuccess;

  const send = (value: Json) => {
    setOwnFaults([]);
    answer.mutate({ runId: question.runId, path: question.path, value });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy || yesOrNo) return;
    const { json, faults: found } = input.read();
    const nothing = input.mode === "form" && input.draft === undefined;
    const own = nothing ? [{ path: root, message: "is missing" }] : found;
    answer.reset();
    setOwnFaults(own);
    if (own.length > 0 || findJsonFault(json) !== undefined) return;
    send(JSON.parse(json) as Json);
  };
  const onKeyDown = useSubmitKey();
  return (
    <form
      ref={form}
      onSubmit={submit}
      onKeyDown={onKeyDown}
      aria-label={question.prompt ?? question.path}
      className="overflow-hidden rounded-lg border border-late-line bg-panel"
    >
      <QuestionHead question={question} about={about} heading={heading} />
      <fieldset disabled={!hydrated} className="@container flex max-w-3xl flex-col gap-3 px-4 pt-3.5 pb-4">
        {yesOrNo ? (
          <YesOrNo hint={input.spec.description} busy={busy} onAnswer={send} />
        ) : (
          <InputFields input={input} faults={faults} label="Answer" small />
        )}
        {yesOrNo && !problem ? null : (
          <div className={clsx("flex flex-wrap items-center gap-3", fields && "@min-[400px]:pl-32")}>
            {yesOrNo ? null : (
              <Button type="submit" look="primary" disabled={busy} focusableWhenDisabled>
                {busy ? "Sending…" : "Send answer"} <SubmitKbd />
              </Button>
            )}
            <p role="alert" className="min-w-0 flex-1 text-xs text-fail [overflow-wrap:anywhere]">
              {problem ? wordsOf(problem) : null}
            </p>
          </div>
        )}
      </fieldset>
    </form>
  );
}

/** Every fault by its field's name: some fields may not be there to be marked. */
function wordsOf({ errors, detail, title }: Problem): string {
  if (errors.length === 0) return detail ?? title;
  const faults = errors.map(({ path, message }) => `${path === root ? "the answer" : path.slice(root.length + 1)} ${message}`);
  return `Not taken: ${faults.join("; ")}.`;
}
