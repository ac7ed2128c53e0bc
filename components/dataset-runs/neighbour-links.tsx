"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTRPC } from "@/components/trpc/client";
import { useKeys } from "@/components/ui/keys/use-keys";
import { NeighbourLink } from "@/components/ui/neighbour-link";
import { datasetRunHref } from "./dataset-run-href";
import type { RunRef } from "./use-live-dataset-run";

/** The dataset's runs before and after this one; also by the keys [ and ]. */
export function NeighbourLinks({ datasetId, runId }: RunRef) {
  const trpc = useTRPC();
  const router = useRouter();
  const { data } = useQuery(trpc.datasetRuns.surroundings.queryOptions({ datasetId, runId }, { staleTime: 10_000 }));
  const { older, newer } = data ?? {};
  const hrefOf = (id: string) => datasetRunHref({ datasetId, id });
  const go = (id: string) => router.push(hrefOf(id));
  useKeys([
    ...(older === undefined ? [] : [{ keys: "[", word: "Older run", group: "On this page", act: () => go(older) }]),
    ...(newer === undefined ? [] : [{ keys: "]", word: "Newer run", group: "On this page", act: () => go(newer) }]),
  ]);
  return (
    <nav aria-label="Runs of this dataset" className="flex gap-1">
      <NeighbourLink href={older === undefined ? undefined : hrefOf(older)} sign="[" word="Older run" />
      <NeighbourLink href={newer === undefined ? undefined : hrefOf(newer)} sign="]" word="Newer run" />
    </nav>
  );
}
