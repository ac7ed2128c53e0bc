"use client";

import { ImportAsNewButton } from "@/components/dataset-import/import-button";
import { useSearchParams } from "next/navigation";
import { SearchField } from "@/components/ui/search-field";
import { CreateButton } from "./create-button";
import { readDatasetSearch } from "./dataset-search";

/** Search, import as a new dataset, create. */
export function DatasetListActions() {
  const q = readDatasetSearch(useSearchParams());
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchField label="Search by name" value={q} onChange={search} />
      <ImportAsNewButton />
      <CreateButton />
    </div>
  );
}

function search(q: string): void {
  history.replaceState(null, "", q === "" ? location.pathname : `?${new URLSearchParams({ q })}`);
}
