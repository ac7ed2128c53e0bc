"use client";

import clsx from "clsx";
import type { ReactNode } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import type { RunSummary } from "@/server/domain/run";
import { columnWidths, moreCell, rowShape, runColumns, usualColumns, type RunColumn } from "./run-columns";
import type { RunListSort } from "./run-filter";
import { RunRow } from "./run-row";
import type { Density } from "./table-preferences";
import { useRunKeys, type RunPeeking } from "./use-run-keys";
import type { RunSelection } from "./use-run-selection";

type RunTableProps = {
  label?: string;
  runs: readonly RunSummary[];
  showAgent: boolean;
  bare?: boolean;
  columns?: readonly RunColumn[];
  density?: Density;
  selection?: RunSelection;
  peek?: RunPeeking;
  /** What the addresses of its runs say of the list they are in. */
  list?: string;
  sort?: { by: RunListSort | undefined; choose: (sort: RunListSort | undefined) => void };
};

/** Each row becomes two readable lines where there is no room. Arrow keys or j and k walk the rows, Enter opens. */
export function RunTable(props: RunTableProps) {
  const {
    label = "Runs",
    runs,
    showAgent,
    bare = false,
    columns = usualColumns,
    density = "calm",
    selection,
    peek,
    list = "",
  } = props;
  const onKeyDown = useRunKeys(runs, selection, peek);
  const shape = { columns, showAgent, selects: selection !== undefined };
  return (
    <div role="table" aria-label={label} onKeyDown={onKeyDown} style={columnWidths(shape)} className="@container">
      <TableHead {...props} bare={bare} columns={columns} />
      <div role="rowgroup">
        {runs.map((run) => (
          <RunRow
            key={run.runId}
            run={run}
            shape={shape}
            density={density}
            list={list}
            {...(selection ? { selection } : {})}
            {...(peek ? { onPeek: peek.open, peeked: peek.runId === run.runId } : {})}
          />
        ))}
      </div>
    </div>
  );
}

function TableHead({ runs, showAgent, bare, columns, selection, sort }: RunTableProps & { columns: readonly RunColumn[] }) {
  return (
    <div role="rowgroup" className={bare === true ? "sr-only" : undefined}>
      <div
        role="row"
        className={clsx("hidden h-[30px] items-center border-b border-line bg-sunk px-4 text-xs text-ink-3 md:px-5", rowShape)}
      >
        {selection ? (
          <div role="columnheader" className="flex">
            <Checkbox
              aria-label="Choose all runs shown"
              checked={selection.chosen.length > 0 && selection.chosen.length === runs.length}
              ref={(box) => {
                if (box) box.indeterminate = selection.chosen.length > 0 && selection.chosen.length < runs.length;
              }}
              onChange={selection.tickAll}
            />
          </div>
        ) : null}
        <Head>Status</Head>
        <Head>Run</Head>
        {showAgent ? <Head>Agent</Head> : null}
        {runColumns
          .filter(({ id }) => columns.includes(id))
          .map((column) => (
            <Head
              key={column.id}
              className={moreCell("figure" in column)}
              {...("sort" in column ? { by: column.sort, sort } : {})}
            >
              {column.word}
            </Head>
          ))}
        <Head className="text-right" by="durationMs" sort={sort}>
          Duration
        </Head>
        <Head className="text-right">Created</Head>
      </div>
    </div>
  );
}

type HeadProps = { children: ReactNode; className?: string; by?: RunListSort; sort?: RunTableProps["sort"] };

/** Sorted by it, a second press gives back the order of time. */
function Head({ children, className, by, sort }: HeadProps) {
  const sorted = by !== undefined && sort?.by === by;
  return (
    <div role="columnheader" {...(sorted ? { "aria-sort": "descending" as const } : {})} className={className}>
      {by === undefined || !sort ? (
        children
      ) : (
        <button
          type="button"
          onClick={() => sort.choose(sorted ? undefined : by)}
          className={clsx("-mx-1 min-h-6 rounded-sm px-1 hover:text-ink", sorted && "font-medium text-ink")}
        >
          {children}
          {sorted ? " ↓" : null}
        </button>
      )}
    </div>
  );
}
