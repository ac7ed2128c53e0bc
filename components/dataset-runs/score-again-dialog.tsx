"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { isBuiltIn, problemOfChoice } from "@/server/domain/built-in-scorers";
import type { DatasetRun } from "@/server/domain/dataset-run";
import { formatCount } from "@/server/domain/format";
import { nameOfScorer, type ScorerChoice } from "@/server/domain/score";

type ScoreAgainProps = { run: DatasetRun; chosen: readonly ScorerChoice[]; onClose: () => void };

/** Scorers over what the agent gave then: those the run was scored with, as they were set, and others. */
export function ScoreAgainDialog({ run, chosen, onClose }: ScoreAgainProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const id = useId();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set(chosen.map(nameOfScorer)));
  const known = useQuery(trpc.scores.scorers.queryOptions());
  const ref = { datasetId: run.datasetId, runId: run.id };
  const score = useMutation(
    trpc.datasetRuns.score.mutationOptions({
      onSuccess: (answer) => {
        client.setQueryData(trpc.datasetRuns.get.queryKey(ref), answer);
        onClose();
      },
    }),
  );
  const names = new Set(chosen.map(nameOfScorer));
  const own = (known.data?.scorers ?? []).filter((scorer) => !isBuiltIn(scorer.id)).map((scorer) => scorer.id);
  const others = (known.data?.scorers ?? []).filter((scorer) => !names.has(scorer.id));
  const choices: { choice: ScorerChoice; about: string | undefined; problem: string | undefined }[] = [
    ...chosen.map((choice) => ({ choice, about: settingsOf(choice), problem: undefined })),
    ...others.map(({ id: scorer, problem }) => ({
      choice: { id: scorer },
      about: undefined,
      problem:
        problem ??
        (problemOfChoice({ id: scorer }, own) === undefined ? undefined : "Needs settings: give them when a run is started"),
    })),
  ];
  const wanted = choices.filter(({ choice, problem }) => problem === undefined && ticked.has(nameOfScorer(choice)));
  const toggle = (name: string) =>
    setTicked((now) => new Set(now.has(name) ? [...now].filter((one) => one !== name) : [...now, name]));
  return (
    <Dialog
      title="Score again"
      about={
        <p className="mt-0.5 text-ink-2">
          {formatCount(run.completedCount)} completed runs, as they are: no agent runs. New verdicts take the place of those of
          the same scorer.
        </p>
      }
      onClose={onClose}
    >
      <div className="flex flex-col gap-3 p-4">
        <fieldset className="flex max-h-80 flex-col gap-0.5 overflow-y-auto">
          <legend className="sr-only">Scorers</legend>
          {choices.map(({ choice, about, problem }) => {
            const name = nameOfScorer(choice);
            const at = `${id}-${name}`;
            return (
              <div key={name} className="flex min-h-7 items-center gap-2.5">
                <Checkbox
                  id={at}
                  checked={problem === undefined && ticked.has(name)}
                  disabled={problem !== undefined}
                  onChange={() => toggle(name)}
                />
                <label htmlFor={at} className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2 py-1">
                  <span className={problem === undefined ? "font-medium" : "text-ink-2"}>{name}</span>
                  <span className="min-w-0 truncate text-xs text-ink-2">{problem ?? about}</span>
                </label>
              </div>
            );
          })}
          {known.isPending ? <p className="text-ink-2">Loading the scorers…</p> : null}
        </fieldset>
        {(score.error ?? known.error) ? (
          <p role="alert" className="text-xs text-fail">
            {problemOf(score.error ?? known.error).detail ?? "It could not be scored."}
          </p>
        ) : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            disabled={wanted.length === 0 || score.isPending}
            focusableWhenDisabled
            onClick={() => score.mutate({ ...ref, scorers: wanted.map(({ choice }) => choice) })}
          >
            {score.isPending ? "Starting…" : `Score with ${wanted.length}`}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function settingsOf({ id: scorer, name, ...settings }: ScorerChoice): string | undefined {
  const words = Object.entries(settings).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  if (name !== undefined && name !== scorer) words.unshift(scorer);
  return words.length === 0 ? undefined : words.join(", ");
}
