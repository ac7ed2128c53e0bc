"use client";

import { useSearchParams } from "next/navigation";
import { readTrendRange, type TrendRange } from "./trend-range";

/** The URL holds it; beside whatever else the page keeps there. */
export function useTrendRange(): [TrendRange, (range: TrendRange) => void] {
  const range = readTrendRange(useSearchParams());
  return [range, choose];
}

function choose(range: TrendRange): void {
  const params = new URLSearchParams(location.search);
  params.set("range", range);
  history.pushState(null, "", `?${params.toString()}`);
}
