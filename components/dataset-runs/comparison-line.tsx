"use client";

import clsx from "clsx";
import Link from "next/link";
import { problemOf } from "@/components/trpc/problem";
import { Button } from "@/components/ui/button";
import { CloseIcon } from "@/components/ui/icons";
import { RelativeTime } from "@/components/ui/relative-time";
import type { DatasetRun } from "@/server/domain/dataset-run";
import { formatCount } from "@/server/domain/format";
import type { DatasetRunComparison, ResultView } from "@/server/domain/item-result";
import { datasetRunHref } from "./dataset-run-href";
import { changeResults, stopComparing } from "./use-result-address";

type ComparisonLineProps = { comparison: DatasetRunComparison | undefined; other: DatasetRun | undefined; error: unknown };

const counted: readonly { verdict: keyof DatasetRunComparison["items"]; word: string; view?: ResultView; look?: string }[] = [
  { verdict: "worse", word: "worse", view: "regressed", look: "text-fail" },
  { verdict: "better", word: "better", view: "improved", look: "text-ok" },
  { verdict: "same", word: "same" },
  { verdict: "only-here", word: "only here", view: "only-here" },
  { verdict: "only-there", word: "only there", view: "only-there" },
  { verdict: "open", word: "not compared yet" },
];

/** What the comparison comes to, in one line; each number leads to its items. */
export function ComparisonLine({ comparison, other, error }: ComparisonLineProps) {
  return (
    <div role="status" className="mx-4 mb-3 flex items-start rounded-md border border-line bg-sunk py-1 pr-1 pl-3 md:mx-5">
      <div className="flex min-h-7 min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-1">
        {error ? (
          <p className="text-fail">Not compared: {problemOf(error).detail ?? problemOf(error).title}</p>
        ) : (
          <>
            <p className="min-w-0 text-ink-2 [overflow-wrap:anywhere]">
              Against{" "}
              {other ? (
                <>
                  <Link href={datasetRunHref(other)} className="rounded-sm font-medium text-ink hover:underline">
                    {other.name}
                  </Link>{" "}
                  (v{other.datasetVersion}, <RelativeTime at={other.createdAt} />)
                </>
              ) : (
                "the baseline"
              )}
            </p>
            {comparison ? <Counts comparison={comparison} /> : <p className="text-ink-2">Comparing…</p>}
          </>
        )}
      </div>
      <Button look="ghost" square aria-label="Stop comparing" onClick={stopComparing}>
        <CloseIcon width={14} height={14} />
      </Button>
    </div>
  );
}

function Counts({ comparison }: { comparison: DatasetRunComparison }) {
  const { items, changedItems, complete, compared, total } = comparison;
  return (
    <ul className="flex flex-wrap items-center gap-x-4">
      {counted.map(({ verdict, word, view, look }) =>
        items[verdict] === 0 && verdict !== "worse" && verdict !== "better" ? null : (
          <li key={verdict}>
            {view === undefined || items[verdict] === 0 ? (
              <span className="text-ink-2">
                <span className="font-medium text-ink">{formatCount(items[verdict])}</span> {word}
              </span>
            ) : (
              <button
                type="button"
                className={clsx("min-h-6 rounded-sm hover:underline", look ?? "text-ink-2")}
                onClick={() => changeResults((now) => ({ ...now, view, status: [] }))}
              >
                <span className="font-medium">{formatCount(items[verdict])}</span> {word}
              </button>
            )}
          </li>
        ),
      )}
      {changedItems > 0 ? (
        <li className="text-ink-2">
          {formatCount(changedItems)} {changedItems === 1 ? "item was" : "items were"} changed in between
        </li>
      ) : null}
      {complete ? null : (
        <li className="text-ink-2">
          Compared {formatCount(compared)} of {formatCount(total)}…
        </li>
      )}
    </ul>
  );
}
