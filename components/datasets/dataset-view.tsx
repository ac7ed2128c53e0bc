"use client";

import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { Tabs } from "@/components/ui/tabs";
import type { DatasetTab } from "./dataset-address";
import { DatasetHeader } from "./dataset-header";
import { ItemsTab } from "./items/items-tab";
import { goInDataset, useDatasetAddress } from "./use-dataset-address";

/** A dataset: what it is and holds, and what can be done with it. */
export function DatasetView({ datasetId }: { datasetId: string }) {
  const trpc = useTRPC();
  const { tab, version: wanted } = useDatasetAddress();
  const { data } = useSuspenseQuery(trpc.datasets.get.queryOptions({ datasetId }, { refetchInterval: 5_000 }));
  const { dataset } = data;
  const version = wanted ?? dataset.version;
  const old = useQuery(
    trpc.datasets.items.queryOptions({ datasetId, version, limit: 1 }, { enabled: version !== dataset.version }),
  );
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const itemCount = version === dataset.version ? dataset.itemCount : old.data?.total;
  return (
    <>
      <DatasetHeader dataset={dataset} version={version} itemCount={itemCount} selectedItemIds={[...selected]} />
      <Tabs<DatasetTab>
        label="Dataset"
        value={tab}
        onChange={(next) => goInDataset({ tab: next, item: undefined, add: undefined, diff: undefined })}
        tabs={[
          {
            value: "items",
            word: "Items",
            content: <ItemsTab dataset={dataset} version={version} selected={selected} onSelect={setSelected} />,
          },
        ]}
      />
    </>
  );
}
