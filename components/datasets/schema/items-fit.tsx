"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { Skeleton } from "@/components/ui/skeleton";
import type { Dataset } from "@/server/domain/dataset";
import { Misfits } from "./misfits";

/** Whether the items there are fit the schemas there are: older ones may not. */
export function ItemsFit({ dataset }: { dataset: Dataset }) {
  const trpc = useTRPC();
  const none = (dataset.inputSchema === undefined && dataset.expectedSchema === undefined) || dataset.itemCount === 0;
  const { data, error } = useQuery(
    trpc.datasets.checkItems.queryOptions({ datasetId: dataset.id }, { enabled: !none, staleTime: 60_000 }),
  );
  if (none) return null;
  if (error) return <p className="text-fail">{problemOf(error).detail ?? "The items could not be checked."}</p>;
  return data ? <Misfits datasetId={dataset.id} check={data} /> : <Skeleton className="h-5 w-56" />;
}
