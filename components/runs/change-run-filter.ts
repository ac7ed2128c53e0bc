"use client";

import { firstPage, noChoice, readRunFilter, writeRunFilter, type RunFilter } from "./run-filter";

/**
 * From what the URL says now, not from what was last drawn: two quick ticks are two. Each change begins at the first page
 * and is a step in the browser's history; typing is one step, however many letters. The list reads the URL itself: no round
 * trip for the page around it.
 */
export function changeRunFilter(next: (now: RunFilter) => RunFilter, { typing = false } = {}): void {
  const now = readRunFilter(new URLSearchParams(location.search));
  const query = writeRunFilter(firstPage(next(now)));
  const href = query === "" ? location.pathname : query;
  if (typing && now.q !== undefined) history.replaceState(null, "", href);
  else history.pushState(null, "", href);
}

export function clearRunFilter(): void {
  changeRunFilter(({ sort }) => ({ ...noChoice, ...(sort ? { sort } : {}), page: 1 }));
}

export function toggled<Value>(values: readonly Value[], value: Value, chosen: boolean): Value[] {
  return [...values.filter((one) => one !== value), ...(chosen ? [value] : [])];
}
