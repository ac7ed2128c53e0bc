"use client";

import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { Button, ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Tabs } from "@/components/ui/tabs";
import type { DatasetTab } from "./dataset-address";
import { DatasetHeader } from "./dataset-header";
import { itemRowsInput } from "./items/item-rows-input";
import { ItemsTab } from "./items/items-tab";
import { LazyRunsTab, LazySchemaTab, LazyVersionsTab } from "./lazy-tabs";
import { goInDataset, useDatasetAddress } from "./use-dataset-address";
import { useShownVersion } from "./use-shown-version";
import { NewVersionPill, OldVersionBar } from "./version-bars";

const nothing: ReadonlySet<string> = new Set();

/** A dataset: what it is and holds, and what can be done with it. */
export function DatasetView({ datasetId }: { datasetId: string }) {
  const trpc = useTRPC();
  const { tab, version: wanted } = useDatasetAddress();
  const read = useSuspenseQuery(trpc.datasets.get.queryOptions({ datasetId }, { refetchInterval: 5_000 }));
  const { dataset } = read.data;
  // What is selected in one version may not be there in another.
  const [selection, setSelection] = useState({ version: wanted, ids: nothing });
  const selected = selection.version === wanted ? selection.ids : nothing;
  const select = (ids: ReadonlySet<string>) => setSelection({ version: wanted, ids });
  const shown = useShownVersion(dataset, wanted, tab === "items");
  const { version } = shown;
  // What an old version holds is said by its first window, which the table reads anyway.
  const old = useQuery(
    trpc.datasets.itemRows.queryOptions(itemRowsInput(datasetId, version, 0), {
      enabled: shown.itemCount === undefined,
      staleTime: Number.POSITIVE_INFINITY,
    }),
  );
  if (read.error && problemOf(read.error).status === 404) return <DeletedMeanwhile />;
  const itemCount = shown.itemCount ?? old.data?.total;
  const items = old.error ? (
    <EmptyState
      kind="not-found"
      title={`There is no version ${version}`}
      action={<Button onClick={() => goInDataset({ version: undefined })}>Show the latest</Button>}
    >
      {problemOf(old.error).detail}
    </EmptyState>
  ) : (
    <>
      {shown.waiting === undefined ? null : <NewVersionPill version={shown.waiting} onShow={shown.showLatest} />}
      {wanted === undefined ? null : <OldVersionBar version={wanted} latest={dataset.version} />}
      <ItemsTab
        dataset={dataset}
        version={version}
        itemCount={itemCount}
        selected={selected}
        onSelect={select}
        onChanged={shown.onChanged}
        notice={shown.notice}
        onSay={shown.setNotice}
      />
    </>
  );
  return (
    <>
      <DatasetHeader dataset={dataset} version={version} itemCount={itemCount} selectedItemIds={[...selected]} />
      <Tabs<DatasetTab>
        label="Dataset"
        wide
        value={tab}
        onChange={(next) => goInDataset({ tab: next, item: undefined, add: undefined, diff: undefined })}
        tabs={[
          { value: "items", word: "Items", content: items },
          { value: "runs", word: "Runs", content: <LazyRunsTab dataset={dataset} /> },
          { value: "schema", word: "Schema", content: <LazySchemaTab dataset={dataset} /> },
          { value: "versions", word: "Versions", content: <LazyVersionsTab dataset={dataset} /> },
        ]}
      />
    </>
  );
}

function DeletedMeanwhile() {
  return (
    <EmptyState
      kind="not-found"
      heading="h1"
      title="The dataset was deleted meanwhile"
      action={<ButtonLink href="/datasets">All datasets</ButtonLink>}
    >
      The runs of its items are still there, under their agents.
    </EmptyState>
  );
}
