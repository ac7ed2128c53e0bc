"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useTRPC } from "@/components/trpc/client";
import { ButtonLink } from "@/components/ui/button";
import { fitsWords, readFilter } from "@/components/ui/filter-words";
import { EmptyState } from "@/components/ui/empty-state";
import { AgentCard } from "./agent-card";
import { AgentListSkeleton } from "./agent-list-skeleton";
import { ProjectProblems } from "./project-problems";
import { useLately } from "./use-lately";

/** The project's agents and the files that did not load; looked at again while the project is loading. */
export function AgentList() {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(
    trpc.agents.list.queryOptions(undefined, { refetchInterval: (query) => (query.state.data?.loaded === false ? 700 : 5_000) }),
  );
  const { agents, problems, loaded } = data;
  const lately = useLately(agents.map(({ id }) => id));
  const q = readFilter(useSearchParams());
  const found = agents.filter(({ id, name, description = "" }) => fitsWords(`${id} ${name} ${description}`, q));
  if (agents.length === 0 && problems.length === 0) {
    if (!loaded) return <AgentListSkeleton words="Loading the project…" />;
    return (
      <EmptyState kind="empty" title="The project has no agents">
        Put a file into its <code className="font-mono text-xs">agents/</code> folder that exports{" "}
        <code className="font-mono text-xs">defineAgent(…)</code>; it appears here at the next start.
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-4 px-4 pb-4 md:px-5 md:pb-5">
      {problems.length > 0 ? <ProjectProblems problems={problems} /> : null}
      {found.length === 0 && q !== "" ? (
        <EmptyState
          kind="filtered"
          title={`No agent fits “${q}”`}
          action={<ButtonLink href="/agents">Show all agents</ButtonLink>}
        >
          The filter looks into names, ids and descriptions.
        </EmptyState>
      ) : null}
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,300px),1fr))] gap-3">
        {found.map((agent) => (
          <AgentCard key={agent.id} agent={agent} lately={lately} />
        ))}
      </ul>
      {loaded ? null : (
        <p role="status" className="text-xs text-ink-3">
          Loading the project…
        </p>
      )}
    </div>
  );
}
