"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Choice } from "@/components/charts/use-point-choice";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { useNow } from "@/components/ui/now";
import type { TrendPoint, Trends as TrendsRead } from "@/server/domain/trends";
import { RangeSwitch } from "./range-switch";
import { markPlaces } from "./mark-places";
import { TrendCharts } from "./trend-charts";
import { edgesOf, rangeWords, type TrendRange } from "./trend-range";
import { runsOf } from "./trend-sums";
import { TrendTable } from "./trend-table";
import { TrendsSkeleton } from "./trends-skeleton";
import { useTrendRange } from "./use-trend-range";

export type TrendsProps = {
  /** All agents where none is named. */
  agentId?: string;
  revision?: string | undefined;
  /** Moments to be seen on the time axis. */
  marks?: readonly { at: number; word: string }[];
};

const noMarks: Required<TrendsProps>["marks"] = [];

/** How runs did over time. The URL holds the range; a bar leads to its runs. */
export function Trends({ agentId, revision, marks = noMarks }: TrendsProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const [range, setRange] = useTrendRange();
  const [asTable, setAsTable] = useState(false);
  const now = useNow(60_000);
  const input = {
    edges: edgesOf(range, now),
    ...(agentId === undefined ? {} : { agentId }),
    ...(revision === undefined ? {} : { revision }),
  };
  const { data, error, isPlaceholderData, refetch } = useQuery(
    trpc.trends.get.queryOptions(input, { refetchInterval: 10_000, placeholderData: keepPreviousData }),
  );
  const open = (points: readonly TrendPoint[], { from, to }: Choice) => {
    const [first, last] = [points[from], points[to]];
    if (first && last)
      router.push(`${agentId === undefined ? "/runs" : `/agents/${agentId}/runs`}?from=${first.from}&to=${last.to}`);
  };
  if (!data && error)
    return (
      <EmptyState
        kind="failed"
        title="The trends could not be read"
        action={
          <Button look="primary" onClick={() => void refetch()}>
            Try again
          </Button>
        }
      >
        {problemOf(error).detail ?? problemOf(error).title}
      </EmptyState>
    );
  if (!data) return <TrendsSkeleton />;
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <RangeSwitch range={range} onChange={setRange} />
        <Button look="ghost" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? "Charts" : "Table"}
        </Button>
        <p className="ml-auto text-xs text-ink-3 max-md:hidden">
          Press a bar for its runs, drag for a span, or use the arrow keys.
        </p>
      </div>
      <div aria-busy={isPlaceholderData} className={clsx(isPlaceholderData && "opacity-60")}>
        <Shown
          data={data}
          range={range}
          asTable={asTable}
          marks={marks}
          onRange={setRange}
          onOpen={(choice) => open(data.points, choice)}
        />
      </div>
    </div>
  );
}

type ShownProps = Required<Pick<TrendsProps, "marks">> & {
  data: TrendsRead;
  range: TrendRange;
  asTable: boolean;
  onRange: (range: TrendRange) => void;
  onOpen: (choice: Choice) => void;
};

function Shown({ data: { points, whole }, range, asTable, marks, onRange, onOpen }: ShownProps) {
  if (runsOf(points) === 0)
    return (
      <div className="rounded-lg border border-line bg-panel">
        <EmptyState
          kind="filtered"
          title={`No run of the ${rangeWords[range]} has ended`}
          action={range === "30d" ? null : <Button onClick={() => onRange("30d")}>Look at 30 days</Button>}
        >
          Runs count by when they were made, once they have ended.
        </EmptyState>
      </div>
    );
  if (asTable) return <TrendTable points={points} onOpen={onOpen} />;
  return <TrendCharts points={points} whole={whole} marks={markPlaces(points, marks)} onOpen={onOpen} />;
}
