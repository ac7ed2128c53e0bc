import type { Dataset } from "@/server/domain/dataset";

export type DatasetActionsProps = {
  dataset: Dataset;
  /** The version one looks at. */
  version: number;
  selectedItemIds: readonly string[];
};

/** What can be done with a dataset, from left to right: Run, Import, Export, and what is rarer. */
export function DatasetActions({ dataset }: DatasetActionsProps) {
  return (
    <div
      role="group"
      aria-label={`Actions on ${dataset.name}`}
      className="flex flex-wrap items-center gap-2 md:ml-auto md:justify-end"
    />
  );
}
