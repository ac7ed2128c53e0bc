"use client";

import { useAgents } from "@/components/agents/use-agents";
import { statusLook } from "@/components/runs/status-look";
import { Button } from "@/components/ui/button";
import { LazyFilterMenu } from "@/components/ui/lazy-filter-menu";
import { datasetRunStatuses, readRunListFilter, writeRunListFilter, type RunListFilter } from "./run-list-address";

export function RunListFilters({ filter }: { filter: RunListFilter }) {
  const { data } = useAgents();
  const agents = [...new Set([...(data?.agents ?? []).map(({ id }) => id), ...filter.agentId])];
  return (
    <>
      <LazyFilterMenu
        label="Status"
        options={datasetRunStatuses.map((status) => ({ value: status, word: statusLook[status].word }))}
        chosen={filter.status}
        onToggle={(one, chosen) => change((now) => ({ ...now, status: toggled(now.status, one, chosen) }))}
      />
      <LazyFilterMenu
        label="Agent"
        options={agents.map((id) => ({ value: id, word: id }))}
        chosen={filter.agentId}
        onToggle={(one, chosen) => change((now) => ({ ...now, agentId: toggled(now.agentId, one, chosen) }))}
      />
      {filter.status.length + filter.agentId.length > 0 ? (
        <Button look="ghost" onClick={clearRunListFilter}>
          Clear
        </Button>
      ) : null}
    </>
  );
}

export function clearRunListFilter(): void {
  change(() => ({ status: [], agentId: [] }));
}

/** From what the URL says now, not from what was last drawn: two quick ticks are two. */
function change(next: (now: RunListFilter) => RunListFilter): void {
  const now = readRunListFilter(new URLSearchParams(location.search));
  history.pushState(null, "", writeRunListFilter(location.search, next(now)));
}

function toggled<Value>(values: readonly Value[], value: Value, chosen: boolean): Value[] {
  return [...values.filter((one) => one !== value), ...(chosen ? [value] : [])];
}
