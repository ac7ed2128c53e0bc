"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import type { Dataset } from "@/server/domain/dataset";
import { useDatasetAddress } from "../use-dataset-address";
import { ItemsPane } from "./items-pane";
import type { ItemsPaneProps } from "./items-pane-props";
import { foundInput } from "./found-input";
import { useFoundRows } from "./use-found-rows";
import { useItemRows } from "./use-item-rows";

export type ItemsTabProps = Pick<ItemsPaneProps, "selected" | "onSelect" | "onChanged" | "notice" | "onSay"> & {
  dataset: Dataset;
  version: number;
  /** Unknown until an old version's was read. */
  itemCount: number | undefined;
};

/** The items of a version: all, or those that hold a text. What was found stays, dimmed, until the next is there. */
export function ItemsTab(props: ItemsTabProps) {
  const trpc = useTRPC();
  const { q } = useDatasetAddress();
  const { dataset, version } = props;
  const next = useQuery(
    trpc.datasets.searchItems.queryOptions(foundInput(dataset.id, version, q ?? ""), {
      enabled: q !== undefined,
      staleTime: Number.POSITIVE_INFINITY,
    }),
  );
  const [shown, setShown] = useState({ q, version });
  const ready = q === undefined || next.data !== undefined || next.error !== null;
  if (ready && (shown.q !== q || shown.version !== version)) setShown({ q, version });
  const busy = shown.q !== q;
  return (
    <div aria-busy={busy} className={clsx("flex flex-1 flex-col", busy && "opacity-60")}>
      {shown.q === undefined ? (
        <AllItems {...props} />
      ) : (
        <FoundItems key={`${shown.version}:${shown.q}`} {...props} version={shown.version} q={shown.q} />
      )}
    </div>
  );
}

function AllItems(props: ItemsTabProps) {
  const source = useItemRows(props.dataset.id, props.version, props.itemCount ?? 0);
  return <ItemsPane {...props} source={source} pending={props.itemCount === undefined} />;
}

function FoundItems({ q, ...props }: ItemsTabProps & { q: string }) {
  const { total, totalIsLowerBound, more, ...source } = useFoundRows(props.dataset.id, props.version, q);
  return (
    <ItemsPane
      {...props}
      source={source}
      pending={total === undefined && !source.error}
      found={{ q, total, totalIsLowerBound, more }}
    />
  );
}
