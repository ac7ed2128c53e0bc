"use client";

import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { useTableKeys } from "@/components/ui/keys/use-table-keys";
import { walkRows } from "@/components/ui/walk-rows";
import { formatCount } from "@/server/domain/format";
import type { Dataset } from "@/server/domain/dataset";
import { CompareForm } from "./compare-form";
import { versionColumns, VersionRow } from "./version-row";

const pageSize = 50;

/** Newest first: what each changed, and ways to read it, run it, or see the difference. */
export function VersionList({ dataset }: { dataset: Dataset }) {
  useTableKeys();
  const trpc = useTRPC();
  const datasetId = dataset.id;
  const [cursors, setCursors] = useState<readonly (string | undefined)[]>([undefined]);
  const pages = useQueries({
    queries: cursors.map((cursor) =>
      trpc.datasets.versions.queryOptions(
        { datasetId, limit: pageSize, ...(cursor === undefined ? {} : { cursor }) },
        // A page of old versions stays as it is; the newest are looked at again as the dataset is.
        cursor === undefined ? { refetchInterval: 5_000 } : { staleTime: Number.POSITIVE_INFINITY },
      ),
    ),
  });
  const versions = [...new Map(pages.flatMap(({ data }) => data?.versions ?? []).map((one) => [one.version, one])).values()];
  const last = pages.at(-1);
  const failed = pages.find(({ error, data }) => error && !data);
  const next = last?.data?.nextCursor ?? undefined;
  return (
    <div>
      <div className="flex min-h-[45px] flex-wrap items-center gap-3 px-4 py-2 md:px-5">
        {dataset.version > 1 ? (
          <CompareForm latest={dataset.version} a={Math.max(1, dataset.version - 1)} b={dataset.version} />
        ) : (
          <p className="text-ink-2">Every change of the items makes a version: there will be more.</p>
        )}
      </div>
      <div role="table" aria-label="Versions" onKeyDown={walkRows} className="border-t border-line">
        <div role="rowgroup" className="max-sm:sr-only">
          <div role="row" className={`h-[30px] border-b border-line bg-sunk text-xs text-ink-3 ${versionColumns}`}>
            {["Version", "Items", "Added", "Changed", "Removed", "When", "Open"].map((word, at) => (
              <div key={word} role="columnheader" className={at > 0 && at < 6 ? "text-right" : undefined}>
                {word === "Open" ? <span className="sr-only">{word}</span> : word}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup">
          {versions.map((version) => (
            <VersionRow key={version.version} datasetId={datasetId} latest={dataset.version} version={version} />
          ))}
        </div>
      </div>
      {last?.isPending ? <Skeleton className="m-5 h-3 w-72" /> : null}
      <div className="flex h-11 items-center gap-3 px-4 text-xs text-ink-2 md:px-5">
        {failed ? <p className="text-fail">{problemOf(failed.error).detail ?? "The versions could not be read."}</p> : null}
        {versions.length > 0 ? (
          <p>
            {formatCount(versions.length)} of {formatCount(dataset.version)}
          </p>
        ) : null}
        {failed ? <Button onClick={() => void failed.refetch()}>Try again</Button> : null}
        {next && !failed ? <Button onClick={() => setCursors([...cursors, next])}>Show more</Button> : null}
      </div>
    </div>
  );
}
