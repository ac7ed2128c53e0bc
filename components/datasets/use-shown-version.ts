"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import type { Dataset } from "@/server/domain/dataset";

/**
 * Which version the table shows: the one the address names, else the latest as one came. A version someone else makes
 * waits to be asked for, so that nothing moves under the cursor; one's own is shown at once.
 */
export function useShownVersion(dataset: Dataset, wanted: number | undefined, tableInSight: boolean) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [seen, setSeen] = useState({ version: dataset.version, itemCount: dataset.itemCount });
  const [notice, setNotice] = useState("");
  const latest = { version: dataset.version, itemCount: dataset.itemCount };
  // Nothing can move where there is nothing yet, or where no table is in sight.
  if (dataset.version > seen.version && (seen.itemCount === 0 || !tableInSight)) setSeen(latest);
  const datasetId = dataset.id;
  const onChanged = (version: number, words: string) => {
    setNotice(words);
    void client.invalidateQueries(trpc.datasets.list.queryFilter());
    void client.invalidateQueries(trpc.datasets.versions.queryFilter({ datasetId }));
    void client.invalidateQueries(trpc.datasets.checkItems.queryFilter({ datasetId }));
    void client.invalidateQueries(trpc.datasets.get.queryFilter({ datasetId })).then(() => {
      const now = client.getQueryData(trpc.datasets.get.queryKey({ datasetId }))?.dataset;
      if (now && now.version >= version) setSeen({ version: now.version, itemCount: now.itemCount });
    });
  };
  return {
    version: wanted ?? seen.version,
    itemCount: wanted === undefined ? seen.itemCount : wanted === dataset.version ? dataset.itemCount : undefined,
    waiting: wanted === undefined && dataset.version > seen.version ? dataset.version : undefined,
    showLatest: () => {
      setSeen(latest);
      setNotice("");
    },
    notice,
    setNotice,
    onChanged,
  };
}
