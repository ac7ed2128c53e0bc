"use client";

import { useQueries, useSuspenseQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { useSearchParams } from "next/navigation";
import { useDeferredValue, useState } from "react";
import { ImportAsNewButton } from "@/components/dataset-import/import-button";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { Button, ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { formatCount } from "@/server/domain/format";
import { CreateButton } from "./create-button";
import { datasetsInput, readDatasetSearch } from "./dataset-search";
import { DatasetTable } from "./dataset-table";

/** The datasets that fit the address. */
export function DatasetList() {
  const wanted = readDatasetSearch(useSearchParams());
  // Deferred, so that the old rows stay (dimmed) while the new ones load.
  const q = useDeferredValue(wanted);
  return (
    <div aria-busy={q !== wanted} className={clsx("flex flex-1 flex-col", q !== wanted && "opacity-60")}>
      <FoundDatasets key={q} q={q} />
    </div>
  );
}

const refetchInterval = 5_000;

function FoundDatasets({ q }: { q: string }) {
  const trpc = useTRPC();
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const input = datasetsInput(q);
  const first = useSuspenseQuery(trpc.datasets.list.queryOptions(input, { refetchInterval }));
  const later = useQueries({
    queries: cursors.map((cursor) => trpc.datasets.list.queryOptions({ ...input, cursor }, { refetchInterval })),
  });
  const pages = [first.data, ...later.flatMap(({ data }) => (data ? [data] : []))];
  const lastRuns = useQueries({
    queries: pages
      .filter((page) => page.datasets.length > 0)
      .map((page) =>
        trpc.datasetRuns.lastOf.queryOptions({ datasetIds: page.datasets.map(({ id }) => id) }, { refetchInterval }),
      ),
  }).flatMap(({ data }) => data?.runs ?? []);
  const failed = later.find(({ error }) => error);
  const datasets = pages.flatMap((page) => page.datasets);
  const next = pages.at(-1)?.nextCursor;
  if (datasets.length === 0) return <NoDatasets q={q} />;
  return (
    <>
      <DatasetTable datasets={datasets} lastRuns={lastRuns} />
      <div className="flex h-11 items-center gap-3 px-4 text-xs text-ink-2 md:px-5">
        <p role="status">
          {formatCount(datasets.length)} of {formatCount(first.data.total)}
        </p>
        {failed?.error ? <p className="text-fail">{problemOf(failed.error).detail ?? "The rest could not be read."}</p> : null}
        {next ? (
          <Button
            disabled={later.some(({ isPending }) => isPending)}
            focusableWhenDisabled
            onClick={() => (failed ? void failed.refetch() : setCursors([...cursors, next]))}
          >
            {failed ? "Try again" : "Show more"}
          </Button>
        ) : null}
      </div>
    </>
  );
}

/** None yet, or none of that name: two different things to do. */
function NoDatasets({ q }: { q: string }) {
  if (q !== "") {
    return (
      <EmptyState
        kind="filtered"
        title={`No dataset is called “${q}”`}
        action={<ButtonLink href="/datasets">Show all datasets</ButtonLink>}
      >
        The search looks into names.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      kind="empty"
      title="No datasets yet"
      action={
        <>
          <CreateButton />
          <ImportAsNewButton />
        </>
      }
    >
      A dataset is a list of inputs, each with the answer you expect. Run an agent over all of them, score what comes back, and
      see what a change made better or worse.
    </EmptyState>
  );
}
