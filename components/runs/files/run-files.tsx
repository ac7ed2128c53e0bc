"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { Button } from "@/components/ui/button";
import { DownloadIcon } from "@/components/ui/icons";
import { Skeleton } from "@/components/ui/skeleton";
import type { ArtifactFile } from "@/server/domain/artifact";
import { formatBytes, formatCount } from "@/server/domain/format";
import type { RunSummary } from "@/server/domain/run";
import { archiveHref, fileHref } from "./file-href";
import { RunOutcome } from "./run-outcome";

const mostShown = 500;

/** The run's directory: what its agent kept and wrote first, the record it is made of on request; and what it changed. */
export function RunFiles({ run }: { run: RunSummary }) {
  const trpc = useTRPC();
  const [all, setAll] = useState(false);
  const { data, error } = useQuery(
    trpc.directories.list.queryOptions({ runId: run.runId, limit: mostShown }, { refetchOnMount: "always" }),
  );
  if (error) return <p className="text-fail">{problemOf(error).detail ?? "The files could not be read."}</p>;
  if (!data) return <Skeleton className="h-40 w-full" />;
  const own = data.artifacts.filter(({ source }) => source !== "record");
  const record = data.artifacts.filter(({ source }) => source === "record");
  return (
    <>
      <a
        href={archiveHref(run)}
        download
        className="inline-flex h-7 items-center gap-1.5 self-start rounded-md border border-line-strong bg-panel px-2.5 font-medium hover:bg-hover"
      >
        <DownloadIcon width={13} height={13} />
        Download directory
      </a>
      {own.length === 0 ? (
        <p className="text-ink-2">The agent kept no files. It does with ctx.artifact, or by writing under ctx.dirs.run.</p>
      ) : (
        <FileList label="Files the agent kept" run={run} files={own} />
      )}
      {all ? (
        <FileList label="Files of the record" run={run} files={record} />
      ) : (
        <Button className="self-start" onClick={() => setAll(true)}>
          Show the record, {formatCount(record.length)}
          {data.hasMore ? " and more" : ""} files
        </Button>
      )}
      {data.hasMore ? (
        <p className="text-xs text-ink-2">These are the first {formatCount(mostShown)} files. The directory has all of them.</p>
      ) : null}
      <RunOutcome run={run} />
    </>
  );
}

function FileList({ label, run, files }: { label: string; run: RunSummary; files: ArtifactFile[] }) {
  return (
    <ul aria-label={label} className="flex flex-col divide-y divide-line border-y border-line">
      {files.map(({ path, bytes }) => {
        const slash = path.lastIndexOf("/") + 1;
        return (
          <li key={path} className="flex min-h-8 items-center gap-3 py-1">
            <a
              href={fileHref(run, path)}
              download
              className="min-w-0 flex-1 rounded-sm font-mono text-xs [overflow-wrap:anywhere] hover:underline"
            >
              <span className="text-ink-3">{path.slice(0, slash)}</span>
              {path.slice(slash)}
            </a>
            <span className="text-xs whitespace-nowrap text-ink-2 tabular-nums">{formatBytes(bytes)}</span>
          </li>
        );
      })}
    </ul>
  );
}
