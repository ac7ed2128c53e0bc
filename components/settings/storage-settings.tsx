"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { formatBytes, formatCount } from "@/server/domain/format";
import type { StorageData } from "./use-settings";
import { PathValue, SettingsLines } from "./settings-section";

const whileMeasuringMs = 700;
const elseMs = 15_000;

/** What lies on disk and where. Run directories are measured beside, so their size has an age. */
export function StorageSettings() {
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(
    trpc.console.storage.queryOptions(undefined, {
      refetchInterval: ({ state }) => (state.data?.runDirectories.measuring ? whileMeasuringMs : elseMs),
    }),
  );
  if (data) return <SettingsLines lines={linesOf(data)} />;
  if (!error) return <Skeleton className="h-72 w-full rounded-lg" />;
  return (
    <div role="alert" className="flex flex-col items-start gap-2 rounded-lg border border-line bg-panel px-3.5 py-3">
      <p className="text-fail">{problemOf(error).detail ?? "The console does not answer."}</p>
      <Button onClick={() => void refetch()}>Try again</Button>
    </div>
  );
}

function linesOf({ dataDir, databaseFile, searchFile, runsDir, bytes, runDirectories, counts, free }: StorageData) {
  const { last, measuring, fault } = runDirectories;
  return [
    { word: "Data directory", value: <PathValue path={dataDir} /> },
    {
      word: "Holds",
      value: `${counted(counts.runs, "run")}, ${counted(counts.datasets, "dataset")}`,
    },
    {
      word: "Database",
      value: (
        <Sized bytes={bytes.database} path={databaseFile}>
          {bytes.wal > 0 ? `and ${formatBytes(bytes.wal)} of writes not folded in yet` : null}
        </Sized>
      ),
    },
    {
      word: "Search index",
      value:
        bytes.search > 0 ? <Sized bytes={bytes.search} path={searchFile} /> : <span className="text-ink-2">not made yet</span>,
    },
    {
      word: "Run directories",
      value: (
        <>
          {last ? (
            <Sized bytes={last.bytes} path={runsDir}>
              in {counted(last.files, "file")}, measured <RelativeTime at={last.at} />
            </Sized>
          ) : (
            <PathValue path={runsDir} />
          )}
          {measuring && !last ? <span className="text-ink-2">being measured…</span> : null}
          {fault === undefined ? null : <span className="text-fail">It could not be measured: {fault}</span>}
        </>
      ),
    },
    {
      word: "Room left",
      value: free ? (
        <>
          {formatBytes(free.bytes)} <span className="text-ink-2">of {formatBytes(free.ofBytes)}</span>
        </>
      ) : (
        <span className="text-ink-2">the file system does not say</span>
      ),
    },
  ];
}

function counted(count: number, word: string): string {
  return `${formatCount(count)} ${word}${count === 1 ? "" : "s"}`;
}

function Sized({ bytes, path, children }: { bytes: number; path: string; children?: React.ReactNode }) {
  return (
    <>
      <span>{formatBytes(bytes)}</span> {children ? <span className="text-ink-2">{children}</span> : null}
      <PathValue path={path} />
    </>
  );
}
