"use client";

import clsx from "clsx";
import { useSearchParams } from "next/navigation";
import { useDeferredValue } from "react";
import { NewRunsPill } from "./new-runs-pill";
import { NoRuns } from "./no-runs";
import { pageSize, readRunFilter, runsInput, writeRunFilter } from "./run-filter";
import { RunPager } from "./run-pager";
import { RunTable } from "./run-table";
import { useSteadyRuns } from "./use-steady-runs";

/** The runs that fit the URL. */
export function RunList({ within }: { within?: string }) {
  const wanted = writeRunFilter(readRunFilter(useSearchParams()));
  // Deferred, so that the old rows stay (dimmed) while the new ones load.
  const query = useDeferredValue(wanted);
  const filter = readRunFilter(new URLSearchParams(query));
  const { page, rows, waiting, stale, showNewest } = useSteadyRuns(runsInput(filter, within));
  if (rows.length === 0) return <NoRuns filter={filter} within={within} />;
  return (
    <div aria-busy={query !== wanted} className={clsx("flex flex-1 flex-col", query !== wanted && "opacity-60")}>
      <NewRunsPill waiting={filter.cursor === undefined ? waiting : 0} most={pageSize} onShow={showNewest} />
      <RunTable runs={rows} showAgent={within === undefined} />
      <RunPager page={page} shownRows={rows.length} filter={filter} stale={stale} />
    </div>
  );
}
