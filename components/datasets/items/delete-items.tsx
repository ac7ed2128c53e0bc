"use client";

import { useMutation } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { formatCount } from "@/server/domain/format";
import type { Dataset } from "@/server/domain/dataset";

type DeleteItemsProps = {
  dataset: Dataset;
  itemIds: readonly string[];
  onClose: () => void;
  onDeleted: (version: number, words: string) => void;
};

const mostAtOnce = 1000;

/** Says what deleting means here: earlier versions, and the runs over them, go on having the items. */
export function DeleteItems({ dataset, itemIds, onClose, onDeleted }: DeleteItemsProps) {
  const trpc = useTRPC();
  const count = itemIds.length === 1 ? "1 item" : `${formatCount(itemIds.length)} items`;
  const remove = useMutation(
    trpc.datasets.deleteItems.mutationOptions({
      onSuccess: ({ version }) => onDeleted(version, `${count} deleted: this is version ${version}.`),
    }),
  );
  const tooMany = itemIds.length > mostAtOnce;
  const problem = remove.error ? problemOf(remove.error) : undefined;
  return (
    <Dialog title={`Delete ${count}?`} onClose={onClose}>
      <div className="flex flex-col gap-2 p-4">
        <p>
          They are gone from version {dataset.version + 1} on. Versions up to {dataset.version}, and the runs over them, keep
          {itemIds.length === 1 ? " it" : " them"}.
        </p>
        {tooMany ? <p className="text-late">At most {formatCount(mostAtOnce)} can be deleted at once: select fewer.</p> : null}
        <p role="alert" className="text-fail [overflow-wrap:anywhere] empty:hidden">
          {problem && !remove.isPending ? (problem.detail ?? problem.title) : null}
        </p>
      </div>
      <div className="flex justify-end gap-2 border-t border-line px-4 py-3">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          look="danger"
          disabled={tooMany || remove.isPending}
          focusableWhenDisabled
          onClick={() => remove.mutate({ datasetId: dataset.id, itemIds: [...itemIds] })}
        >
          {remove.isPending ? "Deleting…" : `Delete ${count}`}
        </Button>
      </div>
    </Dialog>
  );
}
