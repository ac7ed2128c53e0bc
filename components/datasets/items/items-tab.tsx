"use client";

import type { Dataset } from "@/server/domain/dataset";
import { useDatasetAddress } from "../use-dataset-address";
import { ItemsPane, type ItemsPaneProps } from "./items-pane";
import { useFoundRows } from "./use-found-rows";
import { useItemRows } from "./use-item-rows";

export type ItemsTabProps = Pick<ItemsPaneProps, "selected" | "onSelect" | "onChanged" | "notice" | "onSay"> & {
  dataset: Dataset;
  version: number;
  /** Unknown until an old version's was read. */
  itemCount: number | undefined;
};

/** The items of a version: all, or those that hold a text. */
export function ItemsTab(props: ItemsTabProps) {
  const { q } = useDatasetAddress();
  return q === undefined ? <AllItems {...props} /> : <FoundItems key={`${props.version}:${q}`} {...props} q={q} />;
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
