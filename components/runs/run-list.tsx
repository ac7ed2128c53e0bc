"use client";

import clsx from "clsx";
import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import { useCallback, useDeferredValue } from "react";
import { loadPart } from "@/components/ui/load-part";
import { changeRunFilter } from "./change-run-filter";
import { writeListOf } from "./list-address";
import { NewRunsPill } from "./new-runs-pill";
import { NoRuns } from "./no-runs";
import { pageSize, readRunFilter, runsInput, writeRunFilter, type RunListSort } from "./run-filter";
import { RunPager } from "./run-pager";
import { RunTable } from "./run-table";
import { useTablePreferences } from "./table-preferences";
import { usePeekedRun } from "./use-peeked-run";
import { useRunSelection } from "./use-run-selection";
import { useSteadyRuns } from "./use-steady-runs";

const RunPeek = dynamic(() => loadPart(() => import("./run-peek")).then((file) => file.RunPeek), { ssr: false });
const ChosenRuns = dynamic(() => loadPart(() => import("./chosen-runs")).then((file) => file.ChosenRuns), { ssr: false });

/** The runs that fit the URL. */
export function RunList({ within }: { within?: string }) {
  const wanted = writeRunFilter(readRunFilter(useSearchParams()));
  // Deferred, so that the old rows stay (dimmed) while the new ones load.
  const query = useDeferredValue(wanted);
  const filter = readRunFilter(new URLSearchParams(query));
  const { page, rows, nextCursor, waiting, stale, showNewest, without } = useSteadyRuns(runsInput(filter, within));
  const [{ columns, density }] = useTablePreferences();
  const selection = useRunSelection(rows);
  const [peeked, peek] = usePeekedRun();
  const closePeek = useCallback(() => peek(undefined), [peek]);
  const ofOneAgent = within !== undefined || filter.agentId.length === 1;
  return (
    <div aria-busy={query !== wanted} className={clsx("flex flex-1", query !== wanted && "opacity-60")}>
      <div className="flex min-w-0 flex-1 flex-col">
        <NewRunsPill waiting={filter.cursor === undefined && !filter.sort ? waiting : 0} most={pageSize} onShow={showNewest} />
        {rows.length === 0 ? (
          <NoRuns filter={filter} within={within} />
        ) : (
          <>
            <RunTable
              runs={rows}
              showAgent={within === undefined}
              columns={columns}
              density={density}
              list={writeListOf(filter, within)}
              selection={selection}
              peek={{ runId: peeked?.runId, open: peek }}
              {...(ofOneAgent ? { sort: { by: filter.sort, choose: sortBy } } : {})}
            />
            <RunPager page={page} nextCursor={nextCursor} shownRows={rows.length} filter={filter} stale={stale} />
          </>
        )}
        {selection.touched ? <ChosenRuns key={query} selection={selection} onGone={without} /> : null}
      </div>
      {peeked === undefined ? null : <RunPeek {...peeked} list={writeListOf(filter, within)} onClose={closePeek} />}
    </div>
  );
}

const sortBy = (sort: RunListSort | undefined): void =>
  changeRunFilter(({ sort: _old, ...now }) => (sort ? { ...now, sort } : now));
