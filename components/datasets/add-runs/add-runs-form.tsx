"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef, useState, type FormEvent } from "react";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { SubmitKbd } from "@/components/ui/submit-kbd";
import { useSubmitKey } from "@/components/ui/keys/use-submit-key";
import type { Dataset } from "@/server/domain/dataset";
import type { RunSummary } from "@/server/domain/run";
import { ChooseDataset } from "./choose-dataset";
import { ItemPart } from "./item-part";
import { readLastDataset } from "./last-dataset";
import { readTyped, recordedOf } from "./recorded-value";
import { useAddRuns, type Added, type DatasetChoice } from "./use-add-runs";

type AddRunsFormProps = {
  runIds: readonly string[];
  /** Where it is one: then its values can be changed on their way. */
  run: RunSummary | undefined;
  onAdded: (added: Added) => void;
  onClose: () => void;
};

type Part = "input" | "expected";

/** The dataset of last time, or the newest; where there is none, a new one. */
function likeliest(datasets: readonly Pick<Dataset, "id" | "name">[], last: string | undefined): DatasetChoice {
  const found = datasets.find(({ id }) => id === last) ?? datasets[0];
  return found ? { id: found.id, name: found.name } : { name: "" };
}

export function AddRunsForm({ runIds, run, onAdded, onClose }: AddRunsFormProps) {
  const trpc = useTRPC();
  const form = useRef<HTMLFormElement>(null);
  const known = useQuery(trpc.datasets.list.queryOptions({ limit: 20 })).data?.datasets;
  const [last] = useState(readLastDataset);
  const [chosen, setChosen] = useState<DatasetChoice>();
  const choice = chosen ?? (known && likeliest(known, last));
  const [input, setInput] = useState<string>();
  const [expected, setExpected] = useState<string>();
  const given = useMemo(() => recordedOf(run?.input), [run?.input]);
  const result = useMemo(() => recordedOf(run?.result?.data), [run?.result]);
  const [withExpected, setWithExpected] = useState(run === undefined || run.status === "completed");
  const { mutate, error, isPending } = useAddRuns(onAdded);
  const [missing, setMissing] = useState<Part>();
  const problem = error && !isPending ? problemOf(error) : undefined;
  const faultsOf = (part: Part) =>
    missing === part
      ? [{ path: part, message: "is missing" }]
      : (problem?.errors.filter(({ path }) => path.startsWith(part)) ?? []);
  const elsewhere = problem?.errors.filter(({ path }) => !run || !/^(?:input|expected)\b/.test(path)) ?? [];

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isPending || !choice || choice.name.trim() === "") return;
    const [newInput, newExpected] = [readTyped(given, input), readTyped(result, expected)];
    const lacking = !run
      ? undefined
      : newInput.isMissing
        ? "input"
        : withExpected && newExpected.isMissing
          ? "expected"
          : undefined;
    setMissing(lacking);
    if (lacking || newInput.isBroken || (withExpected && newExpected.isBroken)) {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("textarea[aria-invalid]")?.focus());
      return;
    }
    mutate({
      choice: choice.id === undefined ? { name: choice.name.trim() } : choice,
      runIds: [...runIds],
      withExpected,
      ...(newInput.value === undefined ? {} : { input: newInput.value }),
      ...(withExpected && newExpected.value !== undefined ? { expected: newExpected.value } : {}),
    });
  };
  const onKeyDown = useSubmitKey();
  return (
    <form ref={form} onSubmit={submit} onKeyDown={onKeyDown}>
      <div className="flex flex-col gap-4 p-4">
        <ChooseDataset choice={choice} onChoose={setChosen} />
        {run ? (
          <div className="flex flex-col gap-1">
            <h3 className="font-medium">Input</h3>
            <ItemPart label="Input" recorded={given} typed={input} faults={faultsOf("input")} onChange={setInput} />
          </div>
        ) : null}
        <div className="flex flex-col gap-1.5">
          <label className="flex w-fit items-center gap-2 font-medium">
            <Checkbox checked={withExpected} onChange={(event) => setWithExpected(event.target.checked)} />
            {run ? "Expected: what should come out" : "Expected: their results, where they have one"}
          </label>
          {run && withExpected ? (
            <>
              {result.value === undefined ? (
                <p className="text-ink-2">The run has no result. Write what it should have been.</p>
              ) : null}
              <ItemPart
                label="Expected"
                recorded={result}
                typed={expected}
                faults={faultsOf("expected")}
                onChange={setExpected}
              />
            </>
          ) : null}
        </div>
      </div>
      <div className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-4 py-3">
        <div role="alert" className="w-full text-xs text-fail [overflow-wrap:anywhere] empty:sr-only">
          {problem ? <p>{problem.detail ?? problem.title}</p> : null}
          {elsewhere.length > 0 ? (
            <ul>
              {elsewhere.slice(0, 20).map(({ path, message }) => (
                <li key={path + message}>
                  <span className="font-mono">{path}</span> {message}
                </li>
              ))}
            </ul>
          ) : null}
        </div>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="primary" disabled={isPending || !choice || choice.name.trim() === ""} focusableWhenDisabled>
          {isPending ? "Adding…" : "Add"} <SubmitKbd />
        </Button>
      </div>
    </form>
  );
}
