import { formatCount } from "@/server/domain/format";
import { DatasetActions, type DatasetActionsProps } from "./dataset-actions";
import { VersionPicker } from "./version-picker";

type DatasetHeaderProps = DatasetActionsProps & { itemCount: number | undefined };

export function DatasetHeader({ dataset, version, itemCount, selectedItemIds }: DatasetHeaderProps) {
  return (
    <div className="flex flex-col gap-1.5 px-4 pt-3.5 pb-2 md:px-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="min-w-0 text-lg font-semibold [overflow-wrap:anywhere]">{dataset.name}</h1>
        <VersionPicker datasetId={dataset.id} version={version} latest={dataset.version} />
        <span className="text-ink-2">
          {formatCount(itemCount)} {itemCount === 1 ? "item" : "items"}
        </span>
        <DatasetActions dataset={dataset} version={version} selectedItemIds={selectedItemIds} />
      </div>
      {dataset.description === undefined ? null : (
        <p className="max-w-3xl text-pretty whitespace-pre-wrap text-ink-2 [overflow-wrap:anywhere]">{dataset.description}</p>
      )}
    </div>
  );
}
