import { ImportButton } from "@/components/dataset-import/import-button";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PlusIcon } from "@/components/ui/icons";
import { goInDataset } from "../use-dataset-address";
import type { Found } from "./items-pane-props";

type NoItemsProps = { datasetId: string; found: Found | undefined; version: number; readOnly: boolean };

/** None that fit, none in that version, or none yet: each with what to do next. */
export function NoItems({ datasetId, found, version, readOnly }: NoItemsProps) {
  if (found) {
    return (
      <EmptyState
        kind="filtered"
        title={`No item holds “${found.q}”`}
        action={<Button onClick={() => goInDataset({ q: undefined })}>Show all items</Button>}
      >
        The search looks into ids, inputs, expected answers and metadata of version {version}.
      </EmptyState>
    );
  }
  if (readOnly) {
    return (
      <EmptyState
        kind="empty"
        title={`Version ${version} has no items`}
        action={<Button onClick={() => goInDataset({ version: undefined })}>Back to the latest</Button>}
      >
        Every dataset begins empty; its items came with a later version.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      kind="empty"
      title="No items yet"
      action={
        <>
          <Button look="primary" onClick={() => goInDataset({ add: "" })}>
            <PlusIcon className="-ml-0.5 shrink-0" /> Add an item
          </Button>
          <ImportButton datasetId={datasetId} />
        </>
      }
    >
      An item is an input for an agent and, if you know it, the answer you expect. Add them one by one, or import a CSV, JSON or
      JSONL file.
    </EmptyState>
  );
}
