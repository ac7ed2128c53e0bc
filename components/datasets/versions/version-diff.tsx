"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount } from "@/server/domain/format";
import type { Dataset } from "@/server/domain/dataset";
import { goInDataset } from "../use-dataset-address";
import { CompareForm } from "./compare-form";
import { DiffSection } from "./diff-section";

type VersionDiffProps = { dataset: Dataset; a: number; b: number };

/** What it takes to come from one version to another, item by item and field by field. */
export function VersionDiff({ dataset, a, b }: VersionDiffProps) {
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(
    trpc.datasets.diff.queryOptions({ datasetId: dataset.id, a, b }, { staleTime: Number.POSITIVE_INFINITY }),
  );
  const back = () => goInDataset({ diff: undefined, tab: "versions" });
  return (
    <div className="flex flex-col">
      <div className="flex min-h-[45px] flex-wrap items-center gap-3 border-b border-line px-4 py-2 md:px-5">
        <CompareForm latest={dataset.version} a={a} b={b} />
        <p role="status" className="text-ink-2">
          {data ? wordsOf(data.counts) : null}
        </p>
        <div className="sm:ml-auto">
          <Button onClick={back}>All versions</Button>
        </div>
      </div>
      {error ? (
        <DiffProblem error={error} onRetry={() => void refetch()} onBack={back} />
      ) : data === undefined ? (
        <div className="flex flex-col gap-3 p-5">
          {[0, 1, 2].map((row) => (
            <Skeleton key={row} className="h-16 w-full" />
          ))}
        </div>
      ) : data.counts.added + data.counts.changed + data.counts.removed === 0 ? (
        <EmptyState kind="empty" title="The two versions hold the same items">
          Nothing was added, changed or removed from version {a} to version {b}.
        </EmptyState>
      ) : (
        (["changed", "added", "removed"] as const).map((kind) => (
          <DiffSection key={kind} dataset={dataset} a={a} b={b} kind={kind} ids={data[kind]} count={data.counts[kind]} />
        ))
      )}
    </div>
  );
}

type DiffProblemProps = { error: unknown; onRetry: () => void; onBack: () => void };

function DiffProblem({ error, onRetry, onBack }: DiffProblemProps) {
  const { status, detail, title } = problemOf(error);
  const gone = status === 404;
  return (
    <EmptyState
      kind={gone ? "not-found" : "failed"}
      title={gone ? "There is no such version" : "The versions could not be compared"}
      action={<Button onClick={gone ? onBack : onRetry}>{gone ? "All versions" : "Try again"}</Button>}
    >
      {detail ?? title}
    </EmptyState>
  );
}

function wordsOf({ added, changed, removed }: { added: number; changed: number; removed: number }): string {
  return `${formatCount(changed)} changed, ${formatCount(added)} added, ${formatCount(removed)} removed`;
}
