"use client";

import { useState } from "react";
import { Chart, type ChartProps } from "@/components/charts/chart";
import type { Mark } from "@/components/charts/chart-series";
import type { Choice } from "@/components/charts/use-point-choice";
import {
  formatCost,
  formatCount,
  formatDuration,
  formatScore,
  formatShare,
  formatTick,
  formatTokens,
} from "@/server/domain/format";
import { errorRate, type TrendFigures, type TrendPoint } from "@/server/domain/trends";
import { meanScore, runsOf, scorersOf, sumOf } from "./trend-sums";

type Drawn = Pick<ChartProps, "title" | "summary" | "series" | "unit" | "format" | "formatTick">;
type TrendChartsProps = {
  points: readonly TrendPoint[];
  /** Of the whole span: quantiles of parts cannot be added up. */
  whole: TrendFigures;
  marks: readonly Mark[];
  onOpen: (choice: Choice) => void;
};

const scoreInks = [
  "text-kind-evaluator",
  "text-accent",
  "text-kind-tool",
  "text-kind-thought",
  "text-kind-model",
  "text-kind-flow",
];
const countTick = (value: number) => formatTokens(Math.round(value)).replace(/\.0+(?=[kM])/, "");
/** As exact as the steps are: "$0.02", not "$0.0200". */
const costTick = (value: number, step: number) =>
  value === 0 ? "$0" : `$${(value / 1e6).toFixed(Math.max(step >= 1e6 ? 0 : 2, Math.ceil(6 - Math.log10(step))))}`;

/** One crosshair for all: what happened at that time is read in each of them. */
export function TrendCharts({ points, whole, marks, onOpen }: TrendChartsProps) {
  const [active, setActive] = useState<number>();
  const charts = [runsChart(points, whole), durationChart(points, whole), ...usageCharts(points, whole), ...scoreChart(points)];
  return (
    <div className="grid grid-cols-1 gap-3 md:grid-cols-2">
      {charts.map((chart, at) => (
        <Chart
          key={chart.title}
          {...chart}
          points={points}
          marks={marks}
          active={active !== undefined && active < points.length ? active : undefined}
          onActive={setActive}
          onOpen={onOpen}
          wide={at === 0 && charts.length % 2 === 1}
        />
      ))}
    </div>
  );
}

function runsChart(points: readonly TrendPoint[], whole: TrendFigures): Drawn {
  const failed = errorRate(whole.runs);
  const layer = (name: string, of: keyof TrendPoint["runs"], ink: string) => ({
    name,
    shape: "bar" as const,
    ink,
    values: points.map(({ runs }) => runs[of]),
  });
  // What failed stands on the ground line, where its heights compare.
  const always = [layer("Error", "error", "text-fail"), layer("Timeout", "timeout", "text-late")];
  const cancelled = whole.runs.cancelled > 0 ? [layer("Cancelled", "cancelled", "text-line-strong")] : [];
  return {
    title: "Runs and errors",
    summary: (
      <>
        {formatCount(runsOf(points))}
        {failed === undefined ? null : <span className="text-xs font-normal text-ink-2">{formatShare(failed)} failed</span>}
      </>
    ),
    series: [...always, layer("Completed", "completed", "text-kind-flow"), ...cancelled],
    unit: "count",
    format: formatCount,
    formatTick: countTick,
  };
}

function durationChart(points: readonly TrendPoint[], { p50, p95 }: TrendFigures): Drawn {
  return {
    title: "Duration",
    summary: (
      <>
        {formatDuration(p50)} <span className="text-xs font-normal text-ink-2">p50, {formatDuration(p95)} p95</span>
      </>
    ),
    series: [
      { name: "p50", shape: "line", ink: "text-accent", values: points.map((point) => point.p50) },
      { name: "p95", shape: "line", ink: "text-ink-3", dashed: true, values: points.map((point) => point.p95) },
    ],
    unit: "duration",
    format: formatDuration,
    formatTick,
  };
}

/** Where no run said what it used there is nothing to draw. */
function usageCharts(
  points: readonly TrendPoint[],
  { inputTokens, outputTokens, costMicroUsd, costIsPart }: TrendFigures,
): Drawn[] {
  const tokens: Drawn = {
    title: "Tokens",
    summary: formatTokens((inputTokens ?? 0) + (outputTokens ?? 0)),
    series: [
      { name: "In", shape: "bar", ink: "text-kind-model", values: points.map((point) => point.inputTokens) },
      { name: "Out", shape: "bar", ink: "text-kind-tool", values: points.map((point) => point.outputTokens) },
    ],
    unit: "count",
    format: formatTokens,
    formatTick: countTick,
  };
  const cost: Drawn = {
    title: "Cost",
    summary: `${costIsPart ? "≥ " : ""}${formatCost(costMicroUsd)}`,
    series: [{ name: "Cost", shape: "bar", ink: "text-accent", values: points.map((point) => point.costMicroUsd) }],
    unit: "cost",
    format: formatCost,
    formatTick: costTick,
  };
  const has = (of: (point: TrendPoint) => number | undefined) => (sumOf(points, of) ?? 0) > 0;
  return [
    ...(has((point) => (point.inputTokens ?? 0) + (point.outputTokens ?? 0)) ? [tokens] : []),
    ...(has((point) => point.costMicroUsd) ? [cost] : []),
  ];
}

function scoreChart(points: readonly TrendPoint[]): Drawn[] {
  const scorers = scorersOf(points);
  const [first] = scorers;
  if (first === undefined) return [];
  const shown = scorers.slice(0, scoreInks.length);
  const left = scorers.length - shown.length;
  return [
    {
      title: left > 0 ? `Mean score of the ${shown.length} busiest scorers, ${left} more in the table` : "Mean score",
      summary: shown.length === 1 ? formatScore(meanScore(points, first)) : `${scorers.length} scorers`,
      series: shown.map((scorer, at) => ({
        name: scorer,
        shape: "line" as const,
        ink: scoreInks[at] ?? "text-ink-2",
        dashed: at % 2 === 1,
        values: points.map(({ scores }) => scores[scorer]?.mean),
      })),
      unit: "score",
      format: formatScore,
      formatTick: formatScore,
    },
  ];
}
