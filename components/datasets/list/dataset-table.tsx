"use client";

import clsx from "clsx";
import Link from "next/link";
import { StatusMark } from "@/components/runs/status";
import { datasetRunHref } from "@/components/dataset-runs/dataset-run-href";
import { useTableKeys } from "@/components/ui/keys/use-table-keys";
import { walkRows } from "@/components/ui/walk-rows";
import { RelativeTime } from "@/components/ui/relative-time";
import { formatCount } from "@/server/domain/format";
import type { Dataset } from "@/server/domain/dataset";
import type { LastRun } from "@/server/domain/dataset-run";
import { datasetHref } from "../dataset-address";

const columns =
  "@min-[560px]:grid @min-[560px]:gap-4 @min-[560px]:grid-cols-[minmax(0,1fr)_minmax(0,1.6fr)_72px_64px_92px] @min-[900px]:grid-cols-[minmax(0,1fr)_minmax(0,1.5fr)_72px_64px_200px_92px]";

type DatasetTableProps = { datasets: readonly Dataset[]; lastRuns: readonly LastRun[] };

/** Rows of 34 px; where there is no room each becomes two lines. Arrow keys or j and k walk the rows, Enter opens. */
export function DatasetTable({ datasets, lastRuns }: DatasetTableProps) {
  useTableKeys();
  return (
    <div role="table" aria-label="Datasets" onKeyDown={walkRows} className="@container border-t border-line">
      <div role="rowgroup">
        <div
          role="row"
          className={clsx("hidden h-[30px] items-center border-b border-line bg-sunk px-4 text-xs text-ink-3 md:px-5", columns)}
        >
          <div role="columnheader">Name</div>
          <div role="columnheader">Description</div>
          <div role="columnheader" className="text-right">
            Items
          </div>
          <div role="columnheader" className="text-right">
            Version
          </div>
          <div role="columnheader" className="hidden @min-[900px]:block">
            Last run
          </div>
          <div role="columnheader" className="text-right">
            Changed
          </div>
        </div>
      </div>
      <div role="rowgroup">
        {datasets.map((dataset) => (
          <DatasetRow key={dataset.id} dataset={dataset} lastRun={lastRuns.find(({ datasetId }) => datasetId === dataset.id)} />
        ))}
      </div>
    </div>
  );
}

function DatasetRow({ dataset, lastRun }: { dataset: Dataset; lastRun: LastRun | undefined }) {
  return (
    <div
      role="row"
      className={clsx(
        "relative flex flex-wrap items-center gap-x-3 border-b border-line px-4 py-2 hover:bg-hover md:px-5 @min-[560px]:h-[34px] @min-[560px]:py-0",
        "has-[[data-row-link]:focus-visible]:bg-accent-wash has-[[data-row-link]:focus-visible]:shadow-[inset_2px_0_0_var(--color-accent)]",
        columns,
      )}
    >
      <div role="cell" className="min-w-0 @max-[560px]:w-full">
        {/* The link's after-layer spans the row: one target, one tab stop, and a real link for a new tab. */}
        <Link
          href={datasetHref(dataset.id)}
          data-row-link
          className="block truncate font-medium outline-none after:absolute after:inset-0"
        >
          {dataset.name}
        </Link>
      </div>
      <div role="cell" className="min-w-0 truncate text-ink-2 empty:@max-[560px]:hidden @max-[560px]:w-full">
        {dataset.description}
      </div>
      <div role="cell" className="font-mono text-xs text-ink-2 @min-[560px]:text-right">
        {formatCount(dataset.itemCount)}
        <span className="font-sans @min-[560px]:sr-only"> {dataset.itemCount === 1 ? "item" : "items"}</span>
      </div>
      <div role="cell" className="font-mono text-xs text-ink-2 @min-[560px]:text-right">
        v{dataset.version}
      </div>
      <div
        role="cell"
        className="min-w-0 items-center gap-2 @max-[560px]:order-last @max-[560px]:flex @max-[560px]:w-full @min-[560px]:hidden @min-[900px]:flex"
      >
        <span className="text-xs text-ink-3 @min-[900px]:sr-only">{lastRun ? "Last run" : "Not run yet"}</span>
        {lastRun ? (
          <Link
            href={datasetRunHref(lastRun)}
            title={lastRun.agentId}
            className="relative z-1 inline-flex max-w-full items-center gap-2 truncate rounded-sm hover:underline"
          >
            <StatusMark status={lastRun.status} />
            <span className="text-xs text-ink-2">
              <RelativeTime at={lastRun.createdAt} />
            </span>
          </Link>
        ) : (
          <span aria-hidden="true" className="text-ink-3 @max-[560px]:hidden">
            —
          </span>
        )}
      </div>
      <div role="cell" className="text-xs text-ink-2 @max-[560px]:ml-auto @min-[560px]:text-right">
        <RelativeTime at={dataset.updatedAt} />
      </div>
    </div>
  );
}
