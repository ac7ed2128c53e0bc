import { ImportButton } from "@/components/dataset-import/import-button";
import { RunDatasetButton } from "@/components/dataset-runs/run-dataset-button";
import type { Dataset } from "@/server/domain/dataset";
import { DatasetMenu } from "./dataset-menu";
import { ExportMenu } from "./export-menu";

export type DatasetActionsProps = {
  dataset: Dataset;
  /** The version one looks at. */
  version: number;
  selectedItemIds: readonly string[];
};

/** What can be done with a dataset, from left to right: Run, Import, Export, and what is rarer. */
export function DatasetActions({ dataset, version, selectedItemIds }: DatasetActionsProps) {
  return (
    <div
      role="group"
      aria-label={`Actions on ${dataset.name}`}
      className="flex flex-wrap items-center gap-2 md:ml-auto md:justify-end"
    >
      <RunDatasetButton datasetId={dataset.id} version={version} selectedItemIds={selectedItemIds} />
      <ImportButton datasetId={dataset.id} />
      <ExportMenu datasetId={dataset.id} version={version} />
      <DatasetMenu dataset={dataset} />
    </div>
  );
}
