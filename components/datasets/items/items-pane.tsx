"use client";

import { useRef, useState } from "react";
import { problemOf } from "@/components/trpc/problem";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { goInDataset, useDatasetAddress } from "../use-dataset-address";
import { ItemTable } from "./item-table";
import { ItemsSkeleton } from "./items-skeleton";
import { ItemsToolbar } from "./items-toolbar";
import { DeleteItems, ItemDrawer } from "./lazy-item-dialogs";
import { NoItems } from "./no-items";
import { useItemSelection } from "./use-item-selection";
import type { ItemsPaneProps } from "./items-pane-props";

/** The table of items, what can be done with those selected, and the one that is open. */
export function ItemsPane(props: ItemsPaneProps) {
  const { dataset, version, source, pending, found, selected, onSelect, onChanged, onSay } = props;
  const { item, add, version: linkVersion } = useDatasetAddress();
  const grid = useRef<HTMLDivElement>(null);
  const [deleting, setDeleting] = useState<readonly string[]>();
  const [openAt, setOpenAt] = useState<number>();
  const readOnly = linkVersion !== undefined;
  const selection = useItemSelection({ ...props, datasetId: dataset.id, searched: found !== undefined });
  const open = (at: number) => {
    const row = source.rowAt(at);
    if (!row) return;
    setOpenAt(at);
    onSay("");
    // Walking from one to the next is not a step in the browser's history.
    goInDataset({ item: row.id, add: undefined }, item === undefined ? "push" : "replace");
  };
  const known = openAt !== undefined && item !== undefined && source.rowAt(openAt)?.id === item ? openAt : undefined;
  const neighbour = (step: number) => (known !== undefined && source.rowAt(known + step) ? () => open(known + step) : undefined);
  const askToDelete = () => (readOnly || selected.size === 0 ? undefined : setDeleting([...selected]));
  return (
    <>
      <ItemsToolbar {...props} readOnly={readOnly} onDelete={askToDelete} />
      {source.error ? (
        <EmptyState
          kind="failed"
          title="The items could not be read"
          action={
            <Button look="primary" onClick={source.retry}>
              Try again
            </Button>
          }
        >
          {problemOf(source.error).detail ?? problemOf(source.error).title}
        </EmptyState>
      ) : pending ? (
        <ItemsSkeleton />
      ) : source.count === 0 ? (
        <NoItems datasetId={dataset.id} found={found} version={version} readOnly={readOnly} />
      ) : (
        <ItemTable
          label={found ? `Items with “${found.q}”` : "Items"}
          datasetId={dataset.id}
          linkVersion={linkVersion}
          source={source}
          grid={grid}
          openId={item}
          openAt={item === undefined ? undefined : openAt}
          isSelected={(id) => selected.has(id)}
          selectedAll={selected.size === 0 ? false : selected.size >= source.count ? true : "some"}
          onOpen={open}
          onTick={selection.tick}
          onTickAll={selection.tickAll}
          onDelete={askToDelete}
          onEscape={() => onSelect(new Set())}
        />
      )}
      {item !== undefined || add !== undefined ? (
        <ItemDrawer
          dataset={dataset}
          itemId={item}
          likeId={add}
          version={version}
          readOnly={readOnly}
          onPlaced={(index) => (found || openAt === index ? undefined : setOpenAt(index))}
          onPrevious={neighbour(-1)}
          onNext={neighbour(1)}
          onChanged={onChanged}
          onDelete={(id) => setDeleting([id])}
          finalFocus={grid}
        />
      ) : null}
      {deleting ? (
        <DeleteItems
          dataset={dataset}
          itemIds={deleting}
          onClose={() => setDeleting(undefined)}
          onDeleted={(next, words) => {
            setDeleting(undefined);
            onSelect(new Set([...selected].filter((id) => !deleting.includes(id))));
            if (item !== undefined && deleting.includes(item)) goInDataset({ item: undefined }, "replace");
            onChanged(next, words);
            onSay(words);
          }}
        />
      ) : null}
    </>
  );
}
