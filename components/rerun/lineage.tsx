"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useEffect, useState, type ReactNode } from "react";
import { runHref } from "@/components/runs/run-href";
import { StatusMark } from "@/components/runs/status";
import { statusLook } from "@/components/runs/status-look";
import { useTRPC } from "@/components/trpc/client";
import type { RunSummary } from "@/server/domain/run";
import { shortRunId } from "./short-run-id";

const mostShown = 3;

/** Which run this one was made from, and which were made from it. Nothing where it stands alone. */
export function Lineage({ run }: { run: RunSummary }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [all, setAll] = useState(false);
  const { data } = useQuery(
    trpc.runs.lineage.queryOptions(
      { runId: run.runId },
      { refetchInterval: ({ state }) => (state.data?.reruns.some((one) => !statusLook[one.status].ended) ? 2_000 : false) },
    ),
  );
  const { ended } = statusLook[run.status];
  useEffect(() => {
    if (ended) void client.invalidateQueries(trpc.runs.lineage.queryFilter({ runId: run.runId }));
  }, [client, ended, run.runId, trpc]);
  const reruns = data?.reruns ?? [];
  const shown = all ? reruns : reruns.slice(0, mostShown);
  if (run.rerunOf === undefined && run.parentRunId === undefined && reruns.length === 0) return null;
  return (
    <dl aria-label="Lineage" className="flex flex-wrap gap-x-6 gap-y-1">
      {run.parentRunId === undefined ? null : (
        <Part word="Started by">
          <Source of={{ runId: run.parentRunId }} run={data?.parent} known={data !== undefined} />
        </Part>
      )}
      {run.rerunOf ? (
        <Part word="Re-run of">
          <Source of={run.rerunOf} run={data?.source} known={data !== undefined} />
        </Part>
      ) : null}
      {reruns.length > 0 ? (
        <Part word={`Run again: ${reruns.length}`}>
          <span className="flex flex-wrap gap-x-4 gap-y-1">
            {shown.map((one) => (
              <Link
                key={one.runId}
                href={runHref(one)}
                title={one.runId}
                className="flex items-center gap-2 rounded-sm text-accent-ink hover:underline"
              >
                <span className="font-mono text-xs">{shortRunId(one.runId)}</span>
                <span className="text-ink">
                  <StatusMark status={one.status} />
                </span>
              </Link>
            ))}
            {shown.length < reruns.length ? (
              <button type="button" onClick={() => setAll(true)} className="rounded-sm text-ink-2 hover:text-ink">
                and {reruns.length - shown.length} more
              </button>
            ) : null}
          </span>
        </Part>
      ) : null}
    </dl>
  );
}

type SourceProps = { of: NonNullable<RunSummary["rerunOf"]>; run: RunSummary | undefined; known: boolean };

/** The run it comes from, opened at the step it went on from. It may have been deleted since. */
function Source({ of: { runId, fromPath }, run, known }: SourceProps) {
  const id = <span className="font-mono text-xs">{shortRunId(runId)}</span>;
  const step = fromPath === undefined ? "" : `?step=${encodeURIComponent(fromPath)}`;
  return (
    <span title={runId} className="[overflow-wrap:anywhere]">
      {run ? (
        <Link href={`${runHref(run)}${step}`} className="rounded-sm text-accent-ink hover:underline">
          {id}
        </Link>
      ) : (
        <>
          {id}
          {known ? <span className="font-normal text-ink-2"> (deleted)</span> : null}
        </>
      )}
      {fromPath === undefined ? null : (
        <>
          <span className="font-normal text-ink-2"> from </span>
          <span className="font-mono text-xs">{fromPath}</span>
        </>
      )}
    </span>
  );
}

function Part({ word, children }: { word: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 gap-2">
      <dt className="shrink-0 text-ink-2">{word}</dt>
      <dd className="min-w-0 font-medium">{children}</dd>
    </div>
  );
}
