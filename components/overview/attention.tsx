"use client";

import { ProjectProblems } from "@/components/agents/project-problems";
import { useAgents } from "@/components/agents/use-agents";
import { useConsoleStatus } from "@/components/shell/use-console-status";
import { AlertIcon, CheckIcon } from "@/components/ui/icons";
import { RelativeTime } from "@/components/ui/relative-time";
import { Failures } from "./failures";
import type { OverviewData } from "./use-overview";

/** What needs a person, beside the questions that wait: failures, files that do not load, trouble in the host. */
export function Attention({ attention, fresh }: { attention: OverviewData["attention"]; fresh: boolean }) {
  const { data: status } = useConsoleStatus();
  const { data: project } = useAgents({ refetchInterval: 5_000 });
  const problems = project?.problems ?? [];
  // As long as failures are told of: older trouble is in the log.
  const last = status?.host.lastTrouble;
  const trouble = last && last.at >= attention.failures.since ? last : undefined;
  const failed = attention.failures.groups.length > 0 || attention.failures.cut || attention.datasetRuns.runs.length > 0;
  const calm = !failed && problems.length === 0 && trouble === undefined;
  if (calm && fresh) return null;
  return (
    <section aria-labelledby="attention" className="px-4 md:px-5">
      <h2 id="attention" className="pb-2 font-semibold">
        Needs attention
      </h2>
      {calm ? (
        <p className="flex items-center gap-2 text-ink-2">
          <CheckIcon className="size-3.5 shrink-0 text-ok" />
          Nothing failed in the last 24 hours.
        </p>
      ) : null}
      <div className="flex flex-col gap-3">
        {failed ? <Failures attention={attention} /> : null}
        {problems.length > 0 ? <ProjectProblems problems={problems} heading="h3" /> : null}
        {trouble === undefined ? null : (
          <p className="flex gap-2 rounded-lg border border-line bg-panel px-3.5 py-2 text-ink-2 [overflow-wrap:anywhere]">
            <AlertIcon className="mt-0.5 shrink-0 text-late" />
            <span className="min-w-0">
              Trouble in the agent host, <RelativeTime at={trouble.at} />: <span className="text-ink">{trouble.message}</span> Its
              runs go on by themselves; the console's log says more.
            </span>
          </p>
        )}
      </div>
    </section>
  );
}
