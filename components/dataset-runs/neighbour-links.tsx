"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTRPC } from "@/components/trpc/client";
import { useKeys } from "@/components/ui/keys/use-keys";
import { datasetRunHref } from "./dataset-run-href";
import type { RunRef } from "./use-live-dataset-run";

/** The dataset's runs before and after this one; also by the keys [ and ]. */
export function NeighbourLinks({ datasetId, runId }: RunRef) {
  const trpc = useTRPC();
  const router = useRouter();
  const { data } = useQuery(trpc.datasetRuns.surroundings.queryOptions({ datasetId, runId }, { staleTime: 10_000 }));
  const { older, newer } = data ?? {};
  const go = (id: string) => router.push(datasetRunHref({ datasetId, id }));
  useKeys([
    ...(older === undefined ? [] : [{ keys: "[", word: "Older run", group: "On this page", act: () => go(older) }]),
    ...(newer === undefined ? [] : [{ keys: "]", word: "Newer run", group: "On this page", act: () => go(newer) }]),
  ]);
  return (
    <nav aria-label="Runs of this dataset" className="flex gap-1 font-mono text-2xs">
      <Neighbour datasetId={datasetId} id={older} sign="[" word="Older run" />
      <Neighbour datasetId={datasetId} id={newer} sign="]" word="Newer run" />
    </nav>
  );
}

type NeighbourProps = { datasetId: string; id: string | undefined; sign: string; word: string };

function Neighbour({ datasetId, id, sign, word }: NeighbourProps) {
  const shape = "flex size-6 items-center justify-center rounded-md border";
  if (id === undefined)
    return (
      <span aria-hidden="true" className={`${shape} border-line text-ink-3 opacity-50`}>
        {sign}
      </span>
    );
  return (
    <Link
      href={datasetRunHref({ datasetId, id })}
      aria-label={word}
      title={`${word} (${sign})`}
      className={`${shape} border-line-strong text-ink-2 hover:bg-hover hover:text-ink`}
    >
      {sign}
    </Link>
  );
}
