"use client";

import { statusLook } from "@/components/runs/status-look";
import { Button } from "@/components/ui/button";
import { LazyFilterMenu } from "@/components/ui/lazy-filter-menu";
import { SearchField } from "@/components/ui/search-field";
import type { DatasetRun } from "@/server/domain/dataset-run";
import type { DatasetRunComparison } from "@/server/domain/item-result";
import { allRunStatuses } from "@/server/domain/run-status";
import { isNarrowed } from "./result-address";
import { ResultViews } from "./result-views";
import { ScoreBounds } from "./score-bounds";
import { changeResults, useResultAddress } from "./use-result-address";

type ResultToolbarProps = { run: DatasetRun; comparison: DatasetRunComparison | undefined };

const search = (q: string) => changeResults(({ q: _old, ...now }) => (q === "" ? now : { ...now, q }), "replace");

/** Which results: by view, status, a scorer's values, and text. Each change is one step in the browser's history; typing is none. */
export function ResultToolbar({ run, comparison }: ResultToolbarProps) {
  const address = useResultAddress();
  const { status, scorer, q } = address;
  const scorers = [...new Set([...Object.keys(run.scores), ...(scorer === undefined ? [] : [scorer])])].toSorted();
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 pb-3 md:px-5">
      <ResultViews comparison={comparison} />
      <LazyFilterMenu
        label="Status"
        options={allRunStatuses.map((one) => ({ value: one, word: statusLook[one].word }))}
        chosen={status}
        onToggle={(one, chosen) =>
          changeResults((now) => ({ ...now, status: [...now.status.filter((other) => other !== one), ...(chosen ? [one] : [])] }))
        }
      />
      {scorers.length > 0 ? (
        <LazyFilterMenu
          label="Scorer"
          options={scorers.map((one) => ({ value: one, word: one }))}
          chosen={scorer === undefined ? [] : [scorer]}
          onToggle={(one, chosen) =>
            changeResults(({ scorer: _old, min: _min, max: _max, ...now }) => (chosen ? { ...now, scorer: one } : now))
          }
        />
      ) : null}
      {scorer === undefined ? null : <ScoreBounds key={scorer} />}
      <SearchField label="Filter results" value={q ?? ""} onChange={search} />
      {isNarrowed(address) ? (
        <Button
          look="ghost"
          onClick={() =>
            changeResults(({ view, baseline }) => ({ view, status: [], ...(baseline === undefined ? {} : { baseline }) }))
          }
        >
          Clear
        </Button>
      ) : null}
    </div>
  );
}
