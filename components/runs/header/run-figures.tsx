"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";
import { datasetRunHref } from "@/components/dataset-runs/dataset-run-href";
import { useTRPC } from "@/components/trpc/client";
import { RelativeTime } from "@/components/ui/relative-time";
import { formatCost, formatCount, formatDuration, formatTokens } from "@/server/domain/format";
import { sourceNames } from "@/server/domain/foreign-source";
import type { RunSummary } from "@/server/domain/run";
import type { Score } from "@/server/domain/score";

/** What one wants to know of a run at a glance. */
export function RunFigures({ run }: { run: RunSummary }) {
  const { counts, usage } = run;
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-1">
      {run.origin === undefined ? null : (
        <Figure word="From">
          <span title="It ran elsewhere: it can be looked at, scored and kept here, and not cancelled or run again.">
            {sourceNames[run.origin]}
          </span>
        </Figure>
      )}
      <Figure word={run.startedAt === undefined ? "Created" : "Started"}>
        <RelativeTime at={run.startedAt ?? run.createdAt} />
      </Figure>
      {run.endedAt === undefined ? null : <Figure word="Duration">{formatDuration(run.durationMs)}</Figure>}
      {counts.modelCalls > 0 ? <ModelsUsed run={run} /> : null}
      {run.datasetRunId === undefined ? null : <DatasetItem run={run} />}
      {run.flow === undefined ? null : <Figure word="Only the flow">{run.flow}</Figure>}
      <Figure word="Steps">{formatCount(counts.steps)}</Figure>
      {counts.errors > 0 ? (
        <Figure word="Failed steps">
          <span className="text-fail">{formatCount(counts.errors)}</span>
        </Figure>
      ) : null}
      <Figure word="Tokens">
        {usage ? (
          <span title={`${formatCount(usage.inputTokens)} in, ${formatCount(usage.outputTokens)} out`}>
            {formatTokens(usage.inputTokens + usage.outputTokens)}
          </span>
        ) : (
          formatTokens(undefined)
        )}
      </Figure>
      <Figure word="Cost">{formatCost(usage?.costMicroUsd)}</Figure>
      {run.scores && run.scores.length > 0 ? <Scores scores={run.scores} /> : null}
      {run.recoveries > 0 ? <Figure word="Came through crashes">{formatCount(run.recoveries)}</Figure> : null}
    </dl>
  );
}

function ModelsUsed({ run }: { run: RunSummary }) {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.runs.modelsUsed.queryOptions({ runId: run.runId }, { staleTime: Number.POSITIVE_INFINITY }));
  // Elsewhere there are no profiles: a call is named as its model is.
  const words = data?.models.map(({ profile, model = profile }) => (model === profile ? model : `${profile} · ${model}`)) ?? [];
  const word = run.origin === undefined ? "Profile" : "Model";
  return (
    <Figure word={words.length > 1 ? `${word}s` : word}>
      <span className="inline-block max-w-80 truncate align-bottom" title={words.join(", ")}>
        {words.length === 0 ? "—" : words.join(", ")}
      </span>
    </Figure>
  );
}

/** The item of the dataset run it is for, and the way there. */
function DatasetItem({ run }: { run: RunSummary }) {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.datasetRuns.itemOf.queryOptions({ runId: run.runId }, { staleTime: Number.POSITIVE_INFINITY }));
  const item = data?.item;
  if (!item) return <Figure word="Dataset">{data ? "deleted" : "—"}</Figure>;
  const query = item.itemId === undefined ? "" : `?${new URLSearchParams({ view: "all", item: item.itemId }).toString()}`;
  return (
    <Figure word="Dataset">
      <Link
        href={`${datasetRunHref({ datasetId: item.datasetId, id: item.datasetRunId })}${query}`}
        className="inline-block max-w-80 truncate rounded-sm align-bottom text-accent-ink hover:underline"
      >
        {item.name} v{item.version}
        {item.number === undefined ? "" : ` #${item.number}`}
        {item.trial === undefined ? "" : `, trial ${item.trial}`}
      </Link>
    </Figure>
  );
}

const shownScores = 2;

function Scores({ scores }: { scores: readonly Score[] }) {
  const wordOf = ({ scorer, value, label }: Score) =>
    `${scores.length > 1 ? `${scorer} ` : ""}${value === null ? (label ?? "—") : value.toFixed(2)}`;
  const more = scores.length - shownScores;
  return (
    <Figure word={scores.length > 1 ? "Scores" : "Score"}>
      <span
        className="inline-block max-w-80 truncate align-bottom"
        title={scores.map((one) => `${one.scorer} ${one.value ?? "—"}`).join(", ")}
      >
        {scores.slice(0, shownScores).map(wordOf).join(", ")}
        {more > 0 ? ` and ${more} more` : ""}
      </span>
    </Figure>
  );
}

function Figure({ word, children }: { word: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 gap-2 whitespace-nowrap">
      <dt className="text-ink-2">{word}</dt>
      <dd className="min-w-0 font-medium">{children}</dd>
    </div>
  );
}
