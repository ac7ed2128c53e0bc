"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { DownloadIcon } from "@/components/ui/icons";
import { Skeleton } from "@/components/ui/skeleton";
import { formatBytes } from "@/server/domain/format";
import { headOf } from "@/server/domain/shorten";

export type LargePart = { runId: string; stepId: string; part: "input" | "output" };

/** Of a value too large to show: how large, its first part, and the whole of it as a download. */
export function LargeValue({ bytes, href, part, label }: { bytes: number; href: string; part: LargePart; label: string }) {
  const trpc = useTRPC();
  const { data, error } = useQuery(trpc.runs.valueHead.queryOptions(part, { staleTime: Number.POSITIVE_INFINITY }));
  const head = data ? headOf(data.head, data.head.length) : "";
  const file = `${part.runId}-${part.stepId}-${part.part}.json`;
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md border border-line bg-sunk px-3 py-2 text-ink-2">
        <span>
          <strong className="font-medium text-ink">{formatBytes(bytes)}</strong>
          {head === "" ? ": too large to show here." : ": its first part is below."}
        </span>
        <a
          href={href}
          download={file}
          className="inline-flex min-h-6 items-center gap-1 font-medium text-accent-ink hover:underline"
        >
          <DownloadIcon width={13} height={13} /> Download all of it
        </a>
      </p>
      {error ? (
        <p role="alert" className="text-xs text-fail">
          {problemOf(error).detail ?? "Its first part could not be read."}
        </p>
      ) : data ? (
        head === "" ? null : (
          <pre
            tabIndex={0}
            aria-label={`${label}, first part`}
            className="max-h-[60dvh] overflow-auto rounded-md border border-line bg-sunk p-3 font-mono text-xs leading-5 whitespace-pre-wrap [overflow-wrap:anywhere]"
          >
            {head}
            <span className="text-ink-3"> …</span>
          </pre>
        )
      ) : (
        <Skeleton className="h-60 w-full" />
      )}
    </div>
  );
}
