"use client";

import { useSearchParams } from "next/navigation";
import { readTrendChoice, type TrendChoice } from "./trend-range";

/** The URL holds it; beside whatever else the page keeps there. */
export function useTrendChoice(): [TrendChoice, (change: Partial<TrendChoice>) => void] {
  return [readTrendChoice(useSearchParams()), choose];
}

function choose(change: Partial<TrendChoice>): void {
  const params = new URLSearchParams(location.search);
  const { range, datasetRuns, asTable } = { ...readTrendChoice(params), ...change };
  params.set("range", range);
  say(params, "datasetRuns", datasetRuns ? undefined : "no");
  say(params, "as", asTable ? "table" : undefined);
  history.pushState(null, "", `?${params.toString()}`);
}

function say(params: URLSearchParams, name: string, value: string | undefined): void {
  if (value === undefined) params.delete(name);
  else params.set(name, value);
}
