"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { StatusMark } from "@/components/runs/status";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { ActionMenu } from "@/components/ui/action-menu";
import { RelativeTime } from "@/components/ui/relative-time";
import type { DatasetRun } from "@/server/domain/dataset-run";
import { formatScore } from "@/server/domain/format";
import { changeResults, stopComparing, useResultAddress } from "./use-result-address";

/** The other runs of the dataset, newest first. The one that is picked is what this run is measured against. */
export function CompareMenu({ run, face }: { run: DatasetRun; face: ReactNode }) {
  const trpc = useTRPC();
  const { baseline } = useResultAddress();
  const { data, error, isPending, hasNextPage, fetchNextPage } = useInfiniteQuery(
    trpc.datasetRuns.list.infiniteQueryOptions(
      { datasetId: run.datasetId, limit: 20 },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const others = (data?.pages ?? []).flatMap((page) => page.runs).filter(({ id }) => id !== run.id);
  const note = isPending
    ? "Loading…"
    : error
      ? (problemOf(error).detail ?? "The other runs could not be read.")
      : others.length === 0
        ? "There is no other run of this dataset yet. Run it again, with another agent or a changed one, to compare."
        : undefined;
  return (
    <ActionMenu
      face={face}
      actions={[
        ...(baseline === undefined
          ? []
          : [
              {
                id: "none",
                word: "Stop comparing",
                onPick: stopComparing,
              },
            ]),
        ...others.map((other) => ({
          id: other.id,
          word: (
            <>
              <StatusMark status={other.status} />
              <span className="min-w-0 truncate font-medium">{other.name}</span>
              <span className="ml-auto shrink-0 pl-3 text-xs text-ink-2">v{other.datasetVersion}</span>
            </>
          ),
          about: (
            <>
              <RelativeTime at={other.createdAt} />
              {Object.entries(other.scores)
                .slice(0, 3)
                .map(([scorer, { mean }]) => ` · ${scorer} ${formatScore(mean)}`)}
              {other.id === baseline ? " · compared with now" : ""}
            </>
          ),
          onPick: () => changeResults((now) => ({ ...now, baseline: other.id, view: "regressed" })),
        })),
        ...(hasNextPage ? [{ id: "more", word: "Older runs…", onPick: () => void fetchNextPage() }] : []),
      ]}
      note={note}
    />
  );
}
