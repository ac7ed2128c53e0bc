"use client";

import clsx from "clsx";
import { useDeferredValue, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import type { DatasetRun } from "@/server/domain/dataset-run";
import { countOfView } from "@/server/domain/comparison-view";
import type { DatasetRunComparison } from "@/server/domain/item-result";
import { LinkedItem } from "./linked-item";
import { NoResults } from "./no-results";
import { readResultAddress, scorerOfVerdict, writeResultAddress } from "./result-address";
import { ResultTable } from "./result-table";
import { RunningNow } from "./running-now";
import { endedOf } from "./dataset-run-progress";
import type { RunRef } from "./use-live-dataset-run";
import { useItems } from "./use-items";
import { changeResults, useResultAddress } from "./use-result-address";

type ResultsProps = {
  run: DatasetRun;
  live: boolean;
  other: DatasetRun | undefined;
  comparison: DatasetRunComparison | undefined;
};

const toggle = (itemId: string) =>
  changeResults(({ item, ...now }) => (item === itemId ? now : { ...now, item: itemId }), "replace");

/** The results that fit the address. What comes while one points at them waits in a pill, and is shown at once otherwise. */
export function Results({ run, live, other, comparison }: ResultsProps) {
  const { item: opened, ...address } = useResultAddress();
  const wanted = writeResultAddress(address);
  // Deferred, so that the old rows stay (dimmed) while the new ones load.
  const query = useDeferredValue(wanted);
  const shown = readResultAddress(new URLSearchParams(query));
  const ref: RunRef = { datasetId: run.datasetId, runId: run.id };
  const list = useItems({ ref, address: shown, live, ended: endedOf(run), scorers: Object.keys(run.scores).length });
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  const engaged = pointed || focused;
  const { rows, since, showNewest, refreshing, comparing } = list;
  const matching = comparison && countOfView(comparison, shown.view, scorerOfVerdict(shown));
  const waiting =
    shown.view === "all" ? 0 : list.matching === undefined ? since : Math.abs((matching ?? list.matching) - list.matching);
  const take = (waiting > 0 || comparing) && !refreshing && (!engaged || rows.length === 0) && opened === undefined;
  useEffect(() => {
    if (!take) return;
    const timer = setTimeout(showNewest, 500);
    return () => clearTimeout(timer);
    // Not with every drawing: `showNewest` is another function each time.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [take]);
  const fromThere = shown.view === "only-there" && other !== undefined;
  const table = {
    of: fromThere ? { datasetId: run.datasetId, runId: other.id } : ref,
    agentId: fromThere ? other.agentId : run.agentId,
    scorers: Object.keys(run.scores).toSorted(),
    baseline: fromThere ? undefined : shown.baseline,
    several: run.trials > 1,
    opened,
    onToggle: toggle,
  };
  const show = () => {
    showNewest();
    // The pill goes with the press, and takes the focus along unheard.
    setFocused(false);
  };
  const engage = {
    onPointerEnter: () => setPointed(true),
    onPointerLeave: () => setPointed(false),
    onFocus: () => setFocused(true),
    onBlur: () => setFocused(false),
  };
  return (
    <section
      aria-label="Results"
      aria-busy={query !== wanted}
      className={clsx("flex flex-col", query !== wanted && "opacity-60")}
      {...engage}
    >
      <div role="status" className="pointer-events-none sticky top-13 z-10 flex h-0 justify-center">
        {waiting > 0 && engaged && rows.length > 0 ? (
          <Button look="primary" className="pointer-events-auto mt-1 rounded-full shadow-pop" onClick={show}>
            {waiting} {list.matching === undefined ? "new" : "changed"} {waiting === 1 ? "result" : "results"}
          </Button>
        ) : null}
      </div>
      {opened !== undefined && !rows.some(({ itemId }) => itemId === opened) ? <LinkedItem itemId={opened} {...table} /> : null}
      {rows.length === 0 ? (
        <NoResults run={run} live={live} address={shown} comparing={comparing} looking={list.hasMore} />
      ) : (
        <ResultTable label="Results" rows={rows} {...table} />
      )}
      <LoadMore {...list} />
      {live && shown.view === "failures" && shown.status.length === 0 ? <RunningNow run={run} table={table} /> : null}
    </section>
  );
}

const mostByItself = 500;

function LoadMore({ rows, hasMore, loadingMore, failedMore, loadMore }: ReturnType<typeof useItems>) {
  const [end, setEnd] = useState<HTMLElement | null>(null);
  const byItself = hasMore && !loadingMore && !failedMore && rows.length < mostByItself;
  useEffect(() => {
    if (!end || !byItself) return;
    const watcher = new IntersectionObserver((seen) => (seen.some((one) => one.isIntersecting) ? loadMore() : undefined), {
      rootMargin: "600px",
    });
    watcher.observe(end);
    return () => watcher.disconnect();
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [end, byItself, rows.length]);
  if (!hasMore) return null;
  return (
    <div ref={setEnd} className="flex h-14 items-center justify-center gap-3">
      {failedMore ? (
        <span role="alert" className="text-xs text-fail">
          The next results could not be read.
        </span>
      ) : null}
      <Button onClick={loadMore} disabled={loadingMore} focusableWhenDisabled>
        {loadingMore ? "Loading…" : failedMore ? "Try again" : "Load more"}
      </Button>
    </div>
  );
}
