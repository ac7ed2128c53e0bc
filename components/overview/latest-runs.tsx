"use client";

import Link from "next/link";
import { RunTable } from "@/components/runs/run-table";
import { useHeldRows } from "./use-held-rows";
import type { OverviewData } from "./use-overview";

/** The last few that are no dataset run's: what one has just tried is at the top. */
export function LatestRuns({ latest }: Pick<OverviewData, "latest">) {
  const rows = useHeldRows(latest.runs, (run) => run.runId);
  return (
    <section aria-labelledby="latest">
      <div className="flex items-baseline justify-between px-4 pb-2 md:px-5">
        <h2 id="latest" className="font-semibold">
          Latest runs
        </h2>
        <Link href="/runs?single=true" className="rounded-sm text-ink-2 hover:text-ink">
          All single runs
        </Link>
      </div>
      {rows.length === 0 ? (
        <p className="border-y border-line px-4 py-2 text-ink-2 md:px-5">None yet but those of dataset runs.</p>
      ) : (
        <RunTable label="Latest runs" runs={rows} showAgent />
      )}
    </section>
  );
}
