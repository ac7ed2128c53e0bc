"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/client";
import { JsonBlock } from "@/components/values/json-block";
import type { Dataset } from "@/server/domain/dataset";

type ItemsTabProps = {
  dataset: Dataset;
  version: number;
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
};

/** The items of a version. */
export function ItemsTab({ dataset, version }: ItemsTabProps) {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.datasets.items.queryOptions({ datasetId: dataset.id, version, limit: 50 }));
  return (
    <ul>
      {data?.items.map((item) => (
        <li key={item.id} className="border-b border-line px-5 py-2">
          <JsonBlock value={item.input} label={item.id} />
        </li>
      ))}
    </ul>
  );
}
