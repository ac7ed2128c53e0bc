"use client";

import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { shortRunId } from "@/components/rerun/short-run-id";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { controlShape } from "@/components/ui/field";
import { formatCount } from "@/server/domain/format";
import type { Outcome } from "@/server/domain/outcome";
import type { RunSummary } from "@/server/domain/run";
import { DiffText } from "./diff-text";

/** What the run changed in the project's outcome repository, since it began or against a run of its lineage. */
export function RunOutcome({ run }: { run: RunSummary }) {
  const trpc = useTRPC();
  const id = useId();
  const [against, setAgainst] = useState("");
  const own = useQuery(trpc.directories.outcome.queryOptions({ runId: run.runId }, { refetchOnMount: "always" }));
  const outcome = own.data?.outcome ?? undefined;
  const { data: lineage } = useQuery(trpc.runs.lineage.queryOptions({ runId: run.runId }, { enabled: outcome !== undefined }));
  const compared = useQuery(
    trpc.directories.outcome.queryOptions({ runId: run.runId, against }, { enabled: against !== "", retry: false }),
  );
  if (own.error) return <p className="text-fail">{problemOf(own.error).detail ?? "The outcome could not be read."}</p>;
  if (!outcome) return null;
  const others = [lineage?.source ?? [], lineage?.reruns ?? []].flat();
  const shown = against === "" ? outcome : (compared.data?.outcome ?? undefined);
  return (
    <section aria-label="Outcome" className="flex min-w-0 flex-col gap-2">
      <h3 className="font-semibold">Outcome</h3>
      <p className="font-mono text-xs text-ink-2 [overflow-wrap:anywhere]">{outcome.branch}</p>
      {others.length === 0 ? null : (
        <div className="flex items-center gap-2">
          <label htmlFor={id} className="shrink-0 text-ink-2">
            Compared with
          </label>
          <select id={id} value={against} onChange={(event) => setAgainst(event.target.value)} className={`${controlShape} h-7`}>
            <option value="">what it began with</option>
            {others.map(({ runId }) => (
              <option key={runId} value={runId}>
                {shortRunId(runId)}
              </option>
            ))}
          </select>
        </div>
      )}
      {compared.error && against !== "" ? <p className="text-fail">{problemOf(compared.error).detail}</p> : null}
      {shown ? <Changes outcome={shown} /> : null}
    </section>
  );
}

function Changes({ outcome: { files, fileCount, diff, truncated } }: { outcome: Outcome }) {
  if (fileCount === 0) return <p className="text-ink-2">Nothing is different.</p>;
  return (
    <>
      <ul aria-label="Changed files" className="flex flex-col gap-1">
        {files.slice(0, 100).map(({ path, change, addedLines, removedLines }) => (
          <li key={path} className="flex gap-3 text-xs">
            <span className="min-w-0 flex-1 font-mono [overflow-wrap:anywhere]">{path}</span>
            <span className="whitespace-nowrap text-ink-2 tabular-nums">
              {change}
              {addedLines === undefined ? "" : ` +${addedLines} −${removedLines}`}
            </span>
          </li>
        ))}
      </ul>
      {truncated || files.length > 100 ? (
        <p className="text-xs text-ink-2">{formatCount(fileCount)} files in all; the repository has what does not fit here.</p>
      ) : null}
      <DiffText text={diff} />
    </>
  );
}
