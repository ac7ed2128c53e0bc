"use client";

import clsx from "clsx";
import { walkRows } from "@/components/ui/walk-rows";
import type { RunSummary } from "@/server/domain/run";
import { figureCell, runColumns, RunRow } from "./run-row";

type RunTableProps = { label?: string; runs: readonly RunSummary[]; showAgent: boolean; bare?: boolean };

/** Rows of 34 px; where there is no room each becomes two readable lines. Arrow keys or j and k walk the rows, Enter opens. */
export function RunTable({ label = "Runs", runs, showAgent, bare = false }: RunTableProps) {
  return (
    <div role="table" aria-label={label} onKeyDown={walkRows} className="@container">
      <div role="rowgroup" className={bare ? "sr-only" : undefined}>
        <div
          role="row"
          className={clsx(
            "hidden h-[30px] items-center border-b border-line bg-sunk px-4 text-xs text-ink-3 md:px-5",
            runColumns(showAgent),
          )}
        >
          <Head>Status</Head>
          <Head>Run</Head>
          {showAgent ? <Head>Agent</Head> : null}
          <Head figure>Steps</Head>
          <Head figure>Tokens</Head>
          <Head figure>Cost</Head>
          <Head right>Duration</Head>
          <Head right>Created</Head>
        </div>
      </div>
      <div role="rowgroup">
        {runs.map((run) => (
          <RunRow key={run.runId} run={run} showAgent={showAgent} />
        ))}
      </div>
    </div>
  );
}

function Head({ children, right = false, figure = false }: { children: string; right?: boolean; figure?: boolean }) {
  return (
    <div role="columnheader" className={figure ? figureCell : right ? "text-right" : undefined}>
      {children}
    </div>
  );
}
