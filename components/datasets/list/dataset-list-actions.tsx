"use client";

import { SearchField } from "@/components/ui/search-field";
import { useSearchParams } from "next/navigation";
import { readDatasetSearch } from "./dataset-search";

/** Search, Import as a new dataset, and Create stand here. */
export function DatasetListActions() {
  const q = readDatasetSearch(useSearchParams());
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchField label="Search the datasets" value={q} onChange={search} />
    </div>
  );
}

function search(q: string): void {
  history.replaceState(null, "", q === "" ? location.pathname : `?${new URLSearchParams({ q })}`);
}
