"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState, type RefObject } from "react";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { Button } from "@/components/ui/button";
import { Drawer } from "@/components/ui/drawer";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount } from "@/server/domain/format";
import type { Dataset } from "@/server/domain/dataset";
import { goInDataset } from "../use-dataset-address";
import { ItemAbout, ItemActions } from "./item-about";
import { ItemForm } from "./item-form";
import { ItemReading } from "./item-reading";
import { LeaveBar } from "./leave-bar";

type ItemDrawerProps = {
  dataset: Dataset;
  itemId: string | undefined;
  /** A new item begins as a copy of this one; from nothing where it is empty. */
  likeId: string | undefined;
  version: number;
  readOnly: boolean;
  /** Where it stands, once it is known. */
  onPlaced: (index: number) => void;
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
  onChanged: (version: number, words: string) => void;
  onDelete: (itemId: string) => void;
  finalFocus: RefObject<HTMLElement | null>;
};

const close = () => goInDataset({ item: undefined, add: undefined });

/** One item: read, edited, or made new. It asks before it drops what was typed. */
export function ItemDrawer(props: ItemDrawerProps) {
  const { dataset, itemId, likeId, version, readOnly, onPlaced, onChanged, onDelete, finalFocus } = props;
  const trpc = useTRPC();
  const dirtyRef = useRef(false);
  const [leaving, setLeaving] = useState<{ go: () => void }>();
  const leave = (go: () => void) => (dirtyRef.current ? setLeaving({ go }) : go());
  const wantedId = itemId ?? likeId ?? "";
  const {
    data: read,
    error,
    refetch,
  } = useQuery(
    trpc.datasets.openItem.queryOptions(
      { datasetId: dataset.id, itemId: wantedId, version },
      { enabled: wantedId !== "", staleTime: Number.POSITIVE_INFINITY, placeholderData: keepPreviousData },
    ),
  );
  // While a change of one's own makes a version, the item stays as it was; another item's is not taken for it.
  const data = read?.item.id === wantedId ? read : undefined;
  const isNew = itemId === undefined;
  const title = isNew ? "New item" : data ? `Item ${formatCount(data.index + 1)}` : "Item";
  const index = isNew ? undefined : data?.index;
  useEffect(() => {
    if (index !== undefined) onPlaced(index);
    // Only when it is known, not whenever the page is drawn.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [index]);
  const ready = data !== undefined || wantedId === "";
  return (
    <Drawer
      title={title}
      about={isNew || !data ? undefined : <ItemAbout item={data.item} />}
      actions={
        <ItemActions
          onPrevious={props.onPrevious && (() => leave(props.onPrevious ?? close))}
          onNext={props.onNext && (() => leave(props.onNext ?? close))}
          onDuplicate={
            isNew || readOnly || !data ? undefined : () => leave(() => goInDataset({ item: undefined, add: data.item.id }))
          }
          onDelete={isNew || readOnly || !data ? undefined : () => onDelete(data.item.id)}
        />
      }
      onClose={() => leave(close)}
      finalFocus={finalFocus}
    >
      {error && !data ? (
        <ItemProblem error={error} onRetry={() => void refetch()} />
      ) : !ready ? (
        <ItemSkeleton />
      ) : readOnly && data ? (
        <ItemReading item={data.item} version={version} />
      ) : (
        <ItemForm
          key={`${isNew} ${data?.item.id} ${data?.item.version}`}
          dataset={dataset}
          item={data?.item}
          base={isNew ? undefined : data?.item}
          large={data?.large ?? []}
          dirtyRef={dirtyRef}
          onChanged={onChanged}
          onClose={() => leave(close)}
        />
      )}
      {leaving ? (
        <LeaveBar
          onStay={() => setLeaving(undefined)}
          onLeave={() => {
            dirtyRef.current = false;
            setLeaving(undefined);
            leaving.go();
          }}
        />
      ) : null}
    </Drawer>
  );
}

function ItemProblem({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { status, detail, title } = problemOf(error);
  if (status === 404) {
    return (
      <EmptyState kind="not-found" title="There is no such item" action={<Button onClick={close}>Close</Button>}>
        {detail} It may be in another version.
      </EmptyState>
    );
  }
  return (
    <EmptyState kind="failed" title="The item could not be read" action={<Button onClick={onRetry}>Try again</Button>}>
      {detail ?? title}
    </EmptyState>
  );
}

function ItemSkeleton() {
  return (
    <div className="flex flex-col gap-3 p-4">
      <Skeleton className="h-4 w-20" />
      <Skeleton className="h-52 w-full" />
      <Skeleton className="mt-3 h-4 w-20" />
      <Skeleton className="h-22 w-full" />
    </div>
  );
}
