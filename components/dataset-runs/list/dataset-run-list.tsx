"use client";

import clsx from "clsx";
import { useState } from "react";
import { NewRunsPill } from "@/components/runs/new-runs-pill";
import { RunListSkeleton } from "@/components/runs/run-list-skeleton";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { useTableKeys } from "@/components/ui/keys/use-table-keys";
import { walkRows } from "@/components/ui/walk-rows";
import type { Dataset } from "@/server/domain/dataset";
import { formatCount } from "@/server/domain/format";
import { RunDatasetButton } from "../run-dataset-button";
import { CompareChosen } from "./compare-chosen";
import { datasetRunColumns, DatasetRunRow, scorerColumns, wideCell, widestCell } from "./dataset-run-row";
import type { RunListFilter } from "./run-list-address";
import { clearRunListFilter, RunListFilters } from "./run-list-filters";
import { shownScorers } from "./run-scores";
import { useDatasetRuns } from "./use-dataset-runs";

const mostNew = 30;

export function DatasetRunList({ dataset, filter }: { dataset: Dataset; filter: RunListFilter }) {
  useTableKeys();
  const datasetId = dataset.id;
  const { rows, total, waiting, showNewest, more, loadingMore, loadingFilter, stale } = useDatasetRuns(datasetId, filter);
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const filtered = filter.status.length + filter.agentId.length > 0;
  if (rows?.length === 0 && !filtered) return <NoDatasetRuns datasetId={datasetId} />;
  const scorers = shownScorers(rows ?? []);
  // Two at most: a third takes the place of the one before.
  const tick = (id: string, on: boolean) =>
    setTicked((now) => (on ? [...now, id].slice(-2) : now.filter((other) => other !== id)));
  return (
    <>
      <div className="flex min-h-11 flex-wrap items-center gap-2 px-4 py-2 md:px-5">
        <RunListFilters filter={filter} />
        <CompareChosen chosen={(rows ?? []).filter(({ id }) => ticked.includes(id))} onClear={() => setTicked([])} />
      </div>
      {rows === undefined ? (
        <RunListSkeleton rows={8} />
      ) : rows.length === 0 ? (
        <EmptyState
          kind="filtered"
          title="No dataset run fits the filter"
          action={<Button onClick={clearRunListFilter}>Clear the filter</Button>}
        >
          There may be others that do not fit it.
        </EmptyState>
      ) : (
        <div aria-busy={loadingFilter} className={clsx(loadingFilter && "opacity-60")}>
          <NewRunsPill waiting={waiting} most={mostNew} onShow={showNewest} />
          <div role="table" aria-label="Dataset runs" onKeyDown={walkRows} className="@container" style={scorerColumns(scorers)}>
            <Head scorers={scorers} />
            <div role="rowgroup">
              {rows.map((run) => (
                <DatasetRunRow
                  key={run.id}
                  run={run}
                  datasetName={dataset.name}
                  scorers={scorers}
                  ticked={ticked.includes(run.id)}
                  onTick={(on) => tick(run.id, on)}
                />
              ))}
            </div>
          </div>
          <div className="flex h-11 items-center gap-3 px-4 text-xs text-ink-2 md:px-5">
            <p>
              {formatCount(rows.length)} of {formatCount(total)}
              {stale ? " · not refreshed, the console does not answer" : null}
            </p>
            {more ? (
              <Button className="ml-auto" onClick={more} disabled={loadingMore} focusableWhenDisabled>
                {loadingMore ? "Reading…" : "Show more"}
              </Button>
            ) : null}
          </div>
        </div>
      )}
    </>
  );
}

function Head({ scorers }: { scorers: readonly string[] }) {
  return (
    <div role="rowgroup">
      <div
        role="row"
        className={clsx(
          "hidden h-[30px] items-center border-y border-line bg-sunk px-4 text-xs text-ink-3 md:px-5",
          datasetRunColumns,
        )}
      >
        <div role="columnheader">
          <span className="sr-only">Compare</span>
        </div>
        <div role="columnheader">Status</div>
        <div role="columnheader">Name</div>
        <div role="columnheader" className={widestCell}>
          Agent
        </div>
        <div role="columnheader" className={wideCell}>
          Ver.
        </div>
        <div role="columnheader">Items</div>
        {(scorers.length > 0 ? scorers : ["Scores"]).map((scorer) => (
          <div key={scorer} role="columnheader" title={scorer} className={clsx(wideCell, "truncate text-right")}>
            {scorer}
          </div>
        ))}
        <div role="columnheader" className={clsx(wideCell, "text-right")}>
          Duration
        </div>
        <div role="columnheader" className="text-right">
          Started
        </div>
      </div>
    </div>
  );
}

function NoDatasetRuns({ datasetId }: { datasetId: string }) {
  return (
    <EmptyState kind="empty" title="Nothing has run over this dataset" action={<RunDatasetButton datasetId={datasetId} />}>
      A dataset run takes an agent over the items, each a run with its own timeline, and scores what it gives.
    </EmptyState>
  );
}
