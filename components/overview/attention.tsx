"use client";

import { useQuery } from "@tanstack/react-query";
import { ProjectProblems } from "@/components/agents/project-problems";
import { useConsoleStatus } from "@/components/shell/use-console-status";
import { useTRPC } from "@/components/trpc/client";
import { RelativeTime } from "@/components/ui/relative-time";

/** Nothing, when nothing needs a person. */
export function Attention() {
  const trpc = useTRPC();
  const { data: status } = useConsoleStatus();
  const { data: project } = useQuery(trpc.agents.list.queryOptions(undefined, { refetchInterval: 5_000 }));
  const problems = project?.problems ?? [];
  const trouble = status?.host.lastTrouble;
  if (problems.length === 0 && trouble === undefined) return null;
  return (
    <div className="flex flex-col gap-3 px-4 md:px-5">
      {problems.length > 0 ? <ProjectProblems problems={problems} /> : null}
      {trouble === undefined ? null : (
        <p className="rounded-md border border-line bg-panel px-3 py-2 text-ink-2 [overflow-wrap:anywhere]">
          Last trouble in the agent host, <RelativeTime at={trouble.at} />: <span className="text-ink">{trouble.message}</span>
        </p>
      )}
    </div>
  );
}
