"use client";

import { useQueries } from "@tanstack/react-query";
import Link from "next/link";
import { useId, useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount } from "@/server/domain/format";
import type { Dataset, ItemPart } from "@/server/domain/dataset";
import { datasetHref } from "../dataset-address";
import { FieldChanges } from "../field-changes";
import { itemChanges } from "./item-changes";

const words = { added: "Added", changed: "Changed", removed: "Removed" } as const;
const pageSize = 20;

type DiffSectionProps = {
  dataset: Dataset;
  a: number;
  b: number;
  kind: keyof typeof words;
  ids: readonly { id: string; parts?: ItemPart[] }[];
  count: number;
};

/** The items that came, changed or went, a page of them at a time. */
export function DiffSection({ dataset, a, b, kind, ids, count }: DiffSectionProps) {
  const trpc = useTRPC();
  const headId = useId();
  const [pages, setPages] = useState(1);
  const shown = ids.slice(0, pages * pageSize);
  const reads = useQueries({
    queries: Array.from({ length: Math.ceil(shown.length / pageSize) }, (_, page) =>
      trpc.datasets.compareItems.queryOptions(
        { datasetId: dataset.id, a, b, itemIds: shown.slice(page * pageSize, (page + 1) * pageSize).map(({ id }) => id) },
        { staleTime: Number.POSITIVE_INFINITY },
      ),
    ),
  });
  if (count === 0) return null;
  const items = new Map(reads.flatMap(({ data }) => data?.items ?? []).map((item) => [item.id, item]));
  const failed = reads.find(({ error }) => error);
  const latest = dataset.version;
  const version = kind === "removed" ? a : b;
  return (
    <section aria-labelledby={headId}>
      <h2 id={headId} className="sticky top-11 z-10 border-b border-line bg-sunk px-4 py-1.5 font-semibold md:px-5">
        {words[kind]} <span className="font-normal text-ink-2">{formatCount(count)}</span>
      </h2>
      <ul>
        {shown.map(({ id, parts }) => {
          const item = items.get(id);
          return (
            <li key={id} className="flex flex-col gap-2 border-b border-line px-4 py-3 md:px-5">
              <Link
                href={datasetHref(dataset.id, { item: id, ...(version === latest ? {} : { version }) })}
                className="max-w-full self-start truncate font-mono text-xs text-accent-ink hover:underline"
              >
                {id}
              </Link>
              {item ? (
                <FieldChanges label={`${words[kind]}: ${id}`} changes={itemChanges(item, parts)} />
              ) : failed ? null : (
                <Skeleton className="h-11 w-full" />
              )}
            </li>
          );
        })}
      </ul>
      {failed || shown.length < ids.length || count > ids.length ? (
        <div className="flex items-center gap-3 px-4 py-2 text-xs text-ink-2 md:px-5">
          <p>
            {formatCount(shown.length)} of {formatCount(count)}
            {shown.length === ids.length && count > ids.length ? ". The export of both versions has all of them." : null}
          </p>
          {failed ? (
            <>
              <p className="text-fail">{problemOf(failed.error).detail ?? "They could not be read."}</p>
              <Button onClick={() => void failed.refetch()}>Try again</Button>
            </>
          ) : shown.length < ids.length ? (
            <Button onClick={() => setPages(pages + 1)}>Show more</Button>
          ) : null}
        </div>
      ) : null}
    </section>
  );
}
