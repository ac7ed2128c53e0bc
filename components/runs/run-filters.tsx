"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useTRPC } from "@/components/trpc/client";
import { FilterMenu } from "@/components/ui/filter-menu";
import { Button } from "@/components/ui/button";
import { readRunFilter, writeRunFilter, type RunFilter } from "./run-filter";
import { allRunStatuses } from "@/server/domain/run-status";
import { statusLook } from "./status-look";

/** Which runs; each change is one step in the browser's history, and starts again at the newest. */
export function RunFilters({ within }: { within?: string }) {
  const filter = readRunFilter(useSearchParams());
  return (
    <div className="flex flex-wrap items-center gap-2">
      <FilterMenu
        label="Status"
        options={allRunStatuses.map((status) => ({ value: status, word: statusLook[status].word }))}
        chosen={filter.status}
        onToggle={(status, chosen) => change((now) => ({ ...now, status: toggled(now.status, status, chosen) }))}
      />
      {within === undefined ? <AgentFilter chosen={filter.agentId} /> : null}
      {filter.status.length > 0 || filter.agentId.length > 0 ? (
        <Button look="ghost" onClick={() => change((now) => ({ ...now, status: [], agentId: [] }))}>
          Clear
        </Button>
      ) : null}
    </div>
  );
}

function AgentFilter({ chosen: ids }: { chosen: string[] }) {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.agents.list.queryOptions());
  const known = [...new Set([...(data?.agents ?? []).map((agent) => agent.id), ...ids])];
  return (
    <FilterMenu
      label="Agent"
      options={known.map((id) => ({ value: id, word: id }))}
      chosen={ids}
      onToggle={(id, chosen) => change((now) => ({ ...now, agentId: toggled(now.agentId, id, chosen) }))}
    />
  );
}

type Choice = Pick<RunFilter, "status" | "agentId">;

/** From what the URL says now, not from what was last drawn: two quick ticks are two. */
function change(next: (now: Choice) => Choice): void {
  const { status, agentId } = readRunFilter(new URLSearchParams(location.search));
  const query = writeRunFilter({ ...next({ status, agentId }), page: 1 });
  // The list reads the URL itself: no round trip for the page around it.
  history.pushState(null, "", query === "" ? location.pathname : query);
}

function toggled<Value>(values: readonly Value[], value: Value, chosen: boolean): Value[] {
  return [...values.filter((one) => one !== value), ...(chosen ? [value] : [])];
}
