"use client";

import { useSearchParams } from "next/navigation";
import { FailedBoundary } from "@/components/trpc/failed-boundary";
import type { Dataset } from "@/server/domain/dataset";
import { readRunListFilter } from "./list/run-list-address";
import { DatasetRunList } from "./list/dataset-run-list";

/** The runs of a dataset that fit the URL. */
export function DatasetRunsTable({ dataset }: { dataset: Dataset }) {
  const filter = readRunListFilter(useSearchParams());
  return (
    <FailedBoundary what="Its runs">
      <DatasetRunList dataset={dataset} filter={filter} />
    </FailedBoundary>
  );
}
