"use client";

import Link from "next/link";
import { datasetRunHref } from "@/components/dataset-runs/dataset-run-href";
import { StatusMark } from "@/components/runs/status";
import { RelativeTime } from "@/components/ui/relative-time";
import { useTableKeys } from "@/components/ui/keys/use-table-keys";
import { walkRows } from "@/components/ui/walk-rows";
import type { DatasetRunGlance } from "@/server/domain/dataset-run-glance";
import type { FailureGroup } from "@/server/domain/failure-group";
import { formatCount } from "@/server/domain/format";
import { AttentionRow } from "./attention-row";
import { allFailedHref, failedRunHref, failureHref } from "./failure-href";
import { useHeldRows } from "./use-held-rows";
import type { OverviewData } from "./use-overview";

/** What failed in the last day, like failures as one line, each leading to its runs. */
export function Failures({ attention: { failures, datasetRuns } }: { attention: OverviewData["attention"] }) {
  useTableKeys();
  const { since, moreGroups, cut } = failures;
  const groups = useHeldRows(failures.groups, (group) => group.id);
  const runs = useHeldRows(datasetRuns.runs, (run) => run.id);
  return (
    <div className="rounded-lg border border-line bg-panel">
      <div className="flex items-baseline justify-between gap-3 px-3.5 pt-2.5 pb-1.5">
        <h3 className="font-semibold">Failed in the last 24 hours</h3>
        <Link href={allFailedHref(since)} className="rounded-sm text-ink-2 hover:text-ink">
          All failed runs
        </Link>
      </div>
      <ul aria-label="Failures" onKeyDown={walkRows} className="@container border-t border-line empty:hidden">
        {groups.map((group) => (
          <Failure key={group.id} group={group} since={since} cut={cut} />
        ))}
      </ul>
      <ul aria-label="Dataset runs with failures" onKeyDown={walkRows} className="@container border-t border-line empty:hidden">
        {runs.map((run) => (
          <FailedDatasetRun key={run.id} run={run} />
        ))}
      </ul>
      {moreGroups > 0 || cut || datasetRuns.cut ? (
        <p className="border-t border-line px-3.5 py-2 text-xs text-ink-2">
          {moreGroups > 0
            ? `${formatCount(moreGroups)} more kinds of failure are among all failed runs.`
            : "There are more among all failed runs."}
        </p>
      ) : null}
    </div>
  );
}

function Failure({ group, since, cut }: { group: FailureGroup; since: number; cut: boolean }) {
  const { agentId, status, code, message, runs, last, lastAt, path } = group;
  return (
    <AttentionRow
      href={failureHref(group, since)}
      mark={<StatusMark status={status} />}
      who={agentId}
      what={
        <span title={`${code}: ${message}`}>
          {message.trim() === "" ? <span className="font-mono text-xs">{code}</span> : message}
        </span>
      }
      count={
        runs === 1 ? (
          <span className="block truncate" title={last.name}>
            {last.name ?? "1 run"}
          </span>
        ) : (
          <>
            {formatCount(runs)}
            {cut ? "+" : ""} runs ·{" "}
            <Link
              href={failedRunHref({ agentId, runId: last.runId, path })}
              aria-label={`Latest of these runs of ${agentId}`}
              className="relative z-10 inline-flex min-h-6 items-center rounded-sm text-accent-ink hover:underline"
            >
              latest
            </Link>
          </>
        )
      }
      when={<RelativeTime at={lastAt} />}
    />
  );
}

function FailedDatasetRun({ run }: { run: DatasetRunGlance }) {
  const failed = run.errorCount + run.timeoutCount;
  return (
    <AttentionRow
      href={datasetRunHref(run)}
      mark={<StatusMark status="error" />}
      who={run.name}
      what={`Dataset run of ${run.datasetName}`}
      count={`${formatCount(failed)} of ${formatCount(run.totalItems * run.trials)} failed`}
      when={<RelativeTime at={run.endedAt ?? run.createdAt} />}
    />
  );
}
