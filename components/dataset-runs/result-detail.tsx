"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";
import { runHref } from "@/components/runs/run-href";
import { StatusMark } from "@/components/runs/status";
import { statusLook } from "@/components/runs/status-look";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { CopyButton } from "@/components/ui/copy-button";
import { LongText } from "@/components/ui/long-text";
import { Skeleton } from "@/components/ui/skeleton";
import { ValueView } from "@/components/values/value-view";
import { formatDuration, formatScore } from "@/server/domain/format";
import type { ItemTrial } from "@/server/domain/item-result";
import type { Json } from "@/server/domain/json";
import type { RunRef } from "./use-live-dataset-run";

type ResultDetailProps = { of: RunRef; agentId: string; itemId: string; baseline: string | undefined };

/** An item whole: what went in, what was expected, and of each trial what came out and what scorers say of it, with their reasons. */
export function ResultDetail({ of, agentId, itemId, baseline }: ResultDetailProps) {
  const trpc = useTRPC();
  const { data, error, isPending } = useQuery(
    trpc.datasetRuns.item.queryOptions(
      { ...of, itemId, ...(baseline === undefined ? {} : { baseline }) },
      {
        refetchInterval: ({ state }) =>
          state.data?.here?.trials.some(({ status }) => !statusLook[status].ended) ? 1_500 : false,
      },
    ),
  );
  const side = data?.here ?? data?.there;
  const several = (side?.trials.length ?? 0) > 1;
  const compared = baseline !== undefined && data?.here !== undefined;
  return (
    <div role="row" className="border-t border-line bg-sunk">
      <div role="cell" className="flex flex-col gap-4 px-4 py-3 md:pr-5 md:pl-11">
        {isPending ? <Skeleton className="h-40 w-full" /> : null}
        {error ? (
          <p role="alert" className="text-fail">
            The item could not be read: {problemOf(error).detail ?? problemOf(error).title}
          </p>
        ) : null}
        {side ? (
          <>
            <div className="flex items-center gap-1 text-xs text-ink-2">
              Item <span className="font-mono [overflow-wrap:anywhere]">{itemId}</span>
              <CopyButton iconOnly label="Copy the item's id" text={() => itemId} />
            </div>
            <div className="grid gap-4 @min-[860px]:grid-cols-2">
              <Part word="Input" value={side.input} absent="The item is not there any more." />
              <Part word="Expected" value={side.expected} absent="Nothing is expected." />
            </div>
            <div className={several && !compared ? "grid gap-x-6 gap-y-4 @min-[860px]:grid-cols-2" : "flex flex-col gap-4"}>
              {side.trials.map((trial) => (
                <Trial
                  key={trial.trial}
                  trial={trial}
                  agentId={agentId}
                  several={several}
                  before={
                    compared
                      ? (data?.there?.trials.find((one) => one.trial === trial.trial) ?? data?.there?.trials[0])
                      : undefined
                  }
                  compared={compared}
                />
              ))}
            </div>
          </>
        ) : null}
      </div>
    </div>
  );
}

type TrialProps = { trial: ItemTrial; agentId: string; several: boolean; before: ItemTrial | undefined; compared: boolean };

function Trial({ trial, agentId, several, before, compared }: TrialProps) {
  return (
    <section aria-label={`Trial ${trial.trial}`} className="flex flex-col gap-3 border-t border-line pt-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        {several ? <h3 className="font-medium">Trial {trial.trial}</h3> : null}
        <StatusMark status={trial.status} />
        <span className="font-mono text-xs">{formatDuration(trial.durationMs)}</span>
        {trial.attempt > 1 ? <span className="text-xs text-ink-2">attempt {trial.attempt}</span> : null}
        {trial.runId === undefined ? (
          <span className="text-xs text-ink-2">
            {trial.attempt === 0 ? "It has not begun." : "Its run was deleted, or has not begun again."}
          </span>
        ) : (
          <Link
            href={runHref({ agentId, runId: trial.runId })}
            className="rounded-sm font-medium text-accent-ink hover:underline"
          >
            Open its timeline
          </Link>
        )}
      </div>
      <div className={compared ? "grid gap-4 @min-[860px]:grid-cols-2" : undefined}>
        <Part word="Output" value={trial.output} absent={trial.error ? "It failed before it gave one." : "None yet."}>
          {trial.error ? (
            <p className="text-fail [overflow-wrap:anywhere]">
              <span className="font-mono text-xs">{trial.error.code}</span> <LongText text={trial.error.message} />
            </p>
          ) : undefined}
        </Part>
        {compared ? (
          <Part word="Output of the baseline" value={before?.output} absent="The baseline has none.">
            {before?.error ? (
              <p className="text-fail [overflow-wrap:anywhere]">
                <span className="font-mono text-xs">{before.error.code}</span> <LongText text={before.error.message} />
              </p>
            ) : undefined}
          </Part>
        ) : null}
      </div>
      {trial.scores.length === 0 ? null : (
        <ul aria-label="Scores" className="flex flex-col gap-1">
          {trial.scores.map((score) => {
            const { scorer, value, pass, label, reason, source } = score;
            const passed = pass ?? (value !== null && value >= 0.5);
            const then = before?.scores.find((one) => one.scorer === scorer && one.source === source);
            return (
              <li key={`${scorer} ${source}`} className="flex flex-wrap items-baseline gap-x-3">
                <span className="font-medium">{scorer}</span>
                <span className={passed ? "font-mono text-xs text-ok" : "font-mono text-xs text-fail"}>
                  {formatScore(value)} {value === null ? "could not tell" : passed ? "passed" : "not passed"}
                </span>
                {compared && then ? (
                  <span className="font-mono text-xs text-ink-2">baseline {formatScore(then.value)}</span>
                ) : null}
                {source === "code" ? null : (
                  <span className="text-xs text-ink-2">by a {source === "human" ? "person" : "model"}</span>
                )}
                <span className="min-w-0 whitespace-pre-line text-ink-2 [overflow-wrap:anywhere]">
                  {label === undefined ? null : `${label}${reason === undefined ? "" : ": "}`}
                  {reason === undefined ? null : <LongText text={reason} />}
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

type PartProps = { word: string; value: Json | undefined; absent: string; children?: ReactNode };

function Part({ word, value, absent, children }: PartProps) {
  return (
    <div className="min-w-0">
      <p className="pb-1 text-xs text-ink-2">{word}</p>
      {children ??
        (value === undefined ? <p className="text-ink-2">{absent}</p> : <ValueView value={value} label={word} absent={absent} />)}
    </div>
  );
}
