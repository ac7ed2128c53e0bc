"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useEffect, useMemo } from "react";
import { runHref } from "@/components/runs/run-href";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { Button } from "@/components/ui/button";
import type { RunSummary } from "@/server/domain/run";
import type { Step } from "@/server/domain/step";
import type { Question } from "@/server/runs/list-questions";
import { LazyQuestions } from "./lazy-questions";

type RunQuestionsProps = {
  run: RunSummary;
  /** Changed in place; `version` tells that they were. */
  steps: ReadonlyMap<string, Step>;
  version: number;
  onSelect: (stepId: string) => void;
};

/** What this run asks just now. The live steps say when that changes; only then is it read again. */
export function RunQuestions({ run, steps, version, onSelect }: RunQuestionsProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const asking = useMemo(
    () =>
      [...steps.values()]
        .filter((step) => step.kind === "input" && step.endedAt === undefined)
        .map((step) => step.id)
        .join(" "),
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [steps, version],
  );
  const live = run.endedAt === undefined;
  // Of a run too long to be followed step by step, its status tells.
  const waits = live && (asking !== "" || run.status === "waiting");
  const query = trpc.runs.questions.queryOptions({ runId: run.runId }, { enabled: waits, staleTime: Number.POSITIVE_INFINITY });
  const { data, error, refetch } = useQuery(query);
  useEffect(() => {
    if (waits) void client.invalidateQueries(trpc.runs.questions.queryFilter({ runId: run.runId }));
  }, [asking, client, run.runId, run.status, trpc, waits]);
  const isOpen = ({ runId, stepId }: Question): boolean => runId !== run.runId || steps.get(stepId)?.endedAt === undefined;
  const open = live ? (data?.questions.filter(isOpen) ?? []) : [];
  return (
    <section
      aria-label="Questions"
      className="shrink-0 md:max-h-[50dvh] md:overflow-y-auto px-4 has-[form,[role=alert]]:pb-3 md:px-5"
    >
      {error && waits ? (
        <p role="alert" className="flex flex-wrap items-center gap-3 rounded-md border border-late-line bg-late-wash px-3 py-2">
          What it asks could not be read: {problemOf(error).detail ?? problemOf(error).title}
          <Button onClick={() => void refetch()}>Try again</Button>
        </p>
      ) : null}
      <LazyQuestions
        questions={open}
        heading="h2"
        onSettled={() => void client.invalidateQueries(trpc.runs.questions.queryFilter())}
        renderAsker={({ stepId, path, runId, agentId }) => (
          <>
            Asked by{" "}
            {runId === run.runId ? (
              <button
                type="button"
                onClick={() => onSelect(stepId)}
                className="rounded-sm text-accent-ink underline decoration-accent-line underline-offset-2 hover:decoration-current"
              >
                <span className="font-mono text-xs">{path}</span>
              </button>
            ) : (
              <>
                <Link
                  href={runHref({ agentId, runId })}
                  className="rounded-sm text-accent-ink underline decoration-accent-line underline-offset-2 hover:decoration-current"
                >
                  a run of {agentId}
                </Link>{" "}
                that this one started
              </>
            )}
          </>
        )}
      />
    </section>
  );
}
