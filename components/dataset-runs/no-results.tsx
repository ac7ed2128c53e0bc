"use client";

import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { DatasetRun } from "@/server/domain/dataset-run";
import { endedOf } from "./dataset-run-progress";
import { isNarrowed, type ResultAddress } from "./result-address";
import { changeResults } from "./use-result-address";

type NoResultsProps = { run: DatasetRun; live: boolean; address: ResultAddress; comparing: boolean; looking: boolean };

const all = () => changeResults(({ baseline }) => ({ view: "all", status: [], ...(baseline === undefined ? {} : { baseline }) }));

/** Nothing yet, nothing that fits, nothing that got worse: each says what it means. */
export function NoResults({ run, live, address, comparing, looking }: NoResultsProps) {
  if (looking)
    return (
      <EmptyState kind="filtered" title="Looking…">
        None of the results looked at so far fits the filter.
      </EmptyState>
    );
  if (isNarrowed(address))
    return (
      <EmptyState kind="filtered" title="No result fits the filter" action={<Button onClick={all}>Show all</Button>}>
        There are others that do not fit it.
      </EmptyState>
    );
  if (comparing)
    return (
      <EmptyState kind="empty" title="Comparing…">
        Item by item; what is found shows up here.
      </EmptyState>
    );
  if (address.view === "regressed" || address.view === "improved")
    return (
      <EmptyState
        kind="filtered"
        title={address.view === "regressed" ? "Nothing got worse" : "Nothing got better"}
        action={<Button onClick={all}>Show all results</Button>}
      >
        No item has a {address.view === "regressed" ? "lower" : "higher"} score than in the baseline, or{" "}
        {address.view === "regressed" ? "failed where it completed there" : "completed where it failed there"}.
      </EmptyState>
    );
  if (address.view === "only-here" || address.view === "only-there")
    return (
      <EmptyState kind="filtered" title="There is no such item" action={<Button onClick={all}>Show all results</Button>}>
        Both dataset runs are over the same items.
      </EmptyState>
    );
  if (live)
    return (
      <EmptyState kind="empty" title={endedOf(run) > 0 ? "Reading the first results…" : "Nothing has ended yet"}>
        {run.runningCount + endedOf(run) > 0 ? "Results show up here as they come." : "Its first items are about to begin."}
      </EmptyState>
    );
  return (
    <EmptyState kind="empty" title="There are no results">
      The dataset's items were gone before the run came to them.
    </EmptyState>
  );
}
