"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/client";
import type { DatasetRun } from "@/server/domain/dataset-run";
import { formatCount } from "@/server/domain/format";
import { ResultTable, type ResultTableProps } from "./result-table";

const shown = 20;
const everyMs = 1_000;

type RunningNowProps = { run: DatasetRun; table: Omit<ResultTableProps, "label" | "rows" | "bare"> };

/** What is at work just now, below what has ended. */
export function RunningNow({ run, table }: RunningNowProps) {
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.datasetRuns.items.queryOptions(
      { ...table.of, view: "all", status: ["running"], limit: shown },
      { refetchInterval: everyMs },
    ),
  );
  const rows = data?.items ?? [];
  if (rows.length === 0) return null;
  const more = run.runningCount - rows.length;
  return (
    <section aria-label="Running now">
      <ResultTable {...table} label="Running now" rows={rows} baseline={undefined} bare />
      {data?.hasMore === true && more > 0 ? (
        <p className="px-4 py-2 text-xs text-ink-2 md:px-5">and {formatCount(more)} more at work</p>
      ) : null}
    </section>
  );
}
