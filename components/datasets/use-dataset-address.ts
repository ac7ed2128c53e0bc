"use client";

import { useSearchParams } from "next/navigation";
import { readDatasetAddress, writeDatasetAddress, type DatasetAddress } from "./dataset-address";

export function useDatasetAddress(): DatasetAddress {
  return readDatasetAddress(useSearchParams());
}

type Change = { [Name in keyof DatasetAddress]?: DatasetAddress[Name] | undefined };

/**
 * From what the URL says now, not from what was last drawn. A place one came to is a step in the browser's history;
 * typing, or walking from row to row, is not.
 */
export function goInDataset(change: Change, how: "push" | "replace" = "push"): void {
  const merged = { ...readDatasetAddress(new URLSearchParams(location.search)), ...change };
  const named = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
  const query = writeDatasetAddress({ tab: "items", ...named });
  const href = query === "" ? location.pathname : query;
  if (how === "push") history.pushState(null, "", href);
  else history.replaceState(null, "", href);
}
