"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter, useSearchParams } from "next/navigation";
import { useTRPC } from "@/components/trpc/client";
import { useKeys } from "@/components/ui/keys/use-keys";
import { NeighbourLink } from "@/components/ui/neighbour-link";
import { formatCount } from "@/server/domain/format";
import { listHref, readListOf } from "./list-address";
import { runsInput } from "./run-filter";
import { runHref } from "./run-href";

type Run = { agentId: string; runId: string; datasetRunId?: string };

/** The runs before and behind this one in the list it was opened from, and its place there; also by [ and ]. */
export function RunNeighbours({ run }: { run: Run }) {
  const trpc = useTRPC();
  const router = useRouter();
  const params = useSearchParams();
  const filter = readListOf(params.get("list"), run);
  const { limit: _limit, ...choice } = runsInput(filter);
  const { data } = useQuery(
    trpc.runs.neighbours.queryOptions(
      { ...choice, runId: run.runId },
      { staleTime: 2_000, refetchInterval: 10_000, placeholderData: keepPreviousData },
    ),
  );
  const { previous, next } = data ?? {};
  // What one looks at goes along; the step one has chosen is this run's own.
  const hrefOf = (to: { agentId: string; runId: string }) => {
    const kept = new URLSearchParams([...params].filter(([name]) => name === "list" || name === "view" || name === "tab"));
    return `${runHref(to)}${kept.size === 0 ? "" : `?${kept.toString()}`}`;
  };
  const keys = [
    ...(previous ? [{ keys: "[", word: "Previous run of the list", act: () => router.push(hrefOf(previous)) }] : []),
    ...(next ? [{ keys: "]", word: "Next run of the list", act: () => router.push(hrefOf(next)) }] : []),
  ];
  useKeys(keys.map((key) => ({ ...key, group: "On this page" })));
  const total = data ? `${formatCount(data.total)}${data.totalIsLowerBound ? "+" : ""}` : "";
  return (
    <nav aria-label="Runs of the list" className="flex shrink-0 items-center gap-1.5 text-xs text-ink-2">
      <Link
        href={listHref(filter)}
        title="To the list"
        className="rounded-sm whitespace-nowrap tabular-nums hover:text-ink max-sm:hidden"
      >
        {data ? (data.position === undefined ? `of ${total}` : `${formatCount(data.position)} of ${total}`) : "\u00a0"}
      </Link>
      <NeighbourLink href={previous && hrefOf(previous)} sign="[" word="Previous run" />
      <NeighbourLink href={next && hrefOf(next)} sign="]" word="Next run" />
    </nav>
  );
}
