"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState, type FormEvent, type KeyboardEvent } from "react";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { Button } from "@/components/ui/button";
import { controlShape, Field, noted } from "@/components/ui/field";
import { SubmitKbd } from "@/components/ui/submit-kbd";
import type { Score } from "@/server/domain/score";

type ScoreFormProps = { runId: string; given: Score | undefined; names: readonly string[]; onDone: (saved?: Score) => void };

/** A person's word on a run. One of the same name takes the place of the one before. */
export function ScoreForm({ runId, given, names, onDone }: ScoreFormProps) {
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const trpc = useTRPC();
  const client = useQueryClient();
  const [scorer, setScorer] = useState(given?.scorer ?? "quality");
  const [value, setValue] = useState(given?.value === null || given === undefined ? "" : String(given.value));
  const [label, setLabel] = useState(given?.label ?? "");
  const [reason, setReason] = useState(given?.reason ?? "");
  const [tried, setTried] = useState(false);
  const put = useMutation(
    trpc.scores.put.mutationOptions({
      onSuccess: async ({ score }) => {
        await client.invalidateQueries(trpc.runs.get.queryFilter({ runId }));
        await client.invalidateQueries(trpc.runs.ofAgent.pathFilter());
        onDone(score);
      },
    }),
  );
  // One came to give a value.
  useEffect(() => form.current?.querySelector<HTMLElement>("[data-value]")?.focus(), []);
  const number = Number(value.replace(",", "."));
  const nameFaults = scorer.trim() === "" ? ["Give it a name"] : [];
  const valueFaults = value.trim() === "" || !Number.isFinite(number) ? ["A number, as 1 or 0.8"] : [];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (put.isPending) return;
    if (nameFaults.length > 0 || valueFaults.length > 0) {
      form.current?.querySelector<HTMLElement>(nameFaults.length > 0 ? "[data-name]" : "[data-value]")?.focus();
      return;
    }
    put.mutate({
      runId,
      scorer: scorer.trim(),
      value: number,
      ...(label.trim() === "" ? {} : { label: label.trim() }),
      ...(reason.trim() === "" ? {} : { reason: reason.trim() }),
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) form.current?.requestSubmit();
    if (event.key === "Escape") {
      // Only the form: what it stands in stays.
      event.stopPropagation();
      onDone();
    }
  };
  const [nameFault, valueFault] = tried ? [nameFaults, valueFaults] : [[], []];
  const quick = [
    { word: "Good", value: "1" },
    { word: "Bad", value: "0" },
  ];
  return (
    <form
      ref={form}
      noValidate
      aria-label="Score this run"
      onSubmit={submit}
      onKeyDown={onKeyDown}
      className="@container flex flex-col gap-3 rounded-md border border-line p-3"
    >
      <Field id={`${id}name`} label="What" hint="What you judge it by" faults={nameFault}>
        <input
          {...noted(`${id}name`, "hint", nameFault)}
          data-name
          list={`${id}names`}
          maxLength={200}
          autoComplete="off"
          value={scorer}
          onChange={(event) => setScorer(event.target.value)}
          className={`${controlShape} h-7`}
        />
        <datalist id={`${id}names`}>
          {names.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </datalist>
      </Field>
      <Field id={`${id}value`} label="Value" hint="From 0.5 on it passes" faults={valueFault}>
        <div className="flex gap-1.5">
          <input
            {...noted(`${id}value`, "hint", valueFault)}
            data-value
            inputMode="decimal"
            autoComplete="off"
            value={value}
            onChange={(event) => setValue(event.target.value)}
            className={`${controlShape} h-7`}
          />
          {quick.map((one) => (
            <Button key={one.word} onClick={() => setValue(one.value)} aria-pressed={value === one.value}>
              {one.word}
            </Button>
          ))}
        </div>
      </Field>
      <Field id={`${id}label`} label="Label" optional faults={[]}>
        <input
          id={`${id}label`}
          maxLength={200}
          autoComplete="off"
          value={label}
          onChange={(event) => setLabel(event.target.value)}
          className={`${controlShape} h-7`}
        />
      </Field>
      <Field id={`${id}reason`} label="Reason" optional faults={[]}>
        <textarea
          id={`${id}reason`}
          rows={3}
          maxLength={10_000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          className={`${controlShape} py-1.5`}
        />
      </Field>
      <p role="alert" className="text-xs text-fail [overflow-wrap:anywhere] empty:hidden">
        {put.error && !put.isPending ? (problemOf(put.error).detail ?? "It could not be saved.") : null}
      </p>
      <div className="flex justify-end gap-2">
        <Button onClick={() => onDone()}>Cancel</Button>
        <Button type="submit" look="primary" disabled={put.isPending} focusableWhenDisabled>
          {put.isPending ? "Saving…" : "Save score"} <SubmitKbd />
        </Button>
      </div>
    </form>
  );
}
