"use client";

import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { useAgents } from "@/components/agents/use-agents";
import { LazyFilterMenu } from "@/components/ui/lazy-filter-menu";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { chipShape } from "@/components/ui/choice-chips";
import { loadPart } from "@/components/ui/load-part";
import { SearchField } from "@/components/ui/search-field";
import { allRunStatuses } from "@/server/domain/run-status";
import { changeRunFilter, clearRunFilter, toggled } from "./change-run-filter";
import { isChosen, readRunFilter } from "./run-filter";
import { RunFilterChips } from "./run-filter-chips";
import { statusLook } from "./status-look";
import { TableMenu } from "./table-menu";

const MoreFilters = dynamic(() => loadPart(() => import("./more-run-filters")).then((file) => file.MoreRunFilters));

/** Which runs. */
export function RunFilters({ within }: { within?: string }) {
  const filter = readRunFilter(useSearchParams());
  const [more, setMore] = useState(false);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchField
        label="Text in input or result"
        value={filter.q ?? ""}
        onChange={(text) => changeRunFilter(({ q: _q, ...now }) => (text === "" ? now : { ...now, q: text }), { typing: true })}
      />
      <LazyFilterMenu
        label="Status"
        options={allRunStatuses.map((status) => ({ value: status, word: statusLook[status].word }))}
        chosen={filter.status}
        onToggle={(status, chosen) => changeRunFilter((now) => ({ ...now, status: toggled(now.status, status, chosen) }))}
      />
      {within === undefined ? <AgentFilter chosen={filter.agentId} /> : null}
      <label htmlFor="single-runs" className={chipShape} title="Leaves out runs of datasets, and runs that another run started">
        <Checkbox
          id="single-runs"
          checked={filter.single ?? false}
          onChange={({ target }) =>
            changeRunFilter(({ single: _single, ...now }) => (target.checked ? { ...now, single: true } : now))
          }
        />
        Single runs
      </label>
      <Button onClick={() => setMore(true)}>More filters</Button>
      <RunFilterChips filter={filter} />
      {isChosen(filter) ? (
        <Button look="ghost" onClick={clearRunFilter}>
          Clear
        </Button>
      ) : null}
      <TableMenu />
      {more ? <MoreFilters filter={filter} onClose={() => setMore(false)} /> : null}
    </div>
  );
}

function AgentFilter({ chosen: ids }: { chosen: string[] }) {
  const { data } = useAgents();
  const known = [...new Set([...(data?.agents ?? []).map((agent) => agent.id), ...ids])];
  return (
    <LazyFilterMenu
      label="Agent"
      options={known.map((id) => ({ value: id, word: id }))}
      chosen={ids}
      onToggle={(id, chosen) => changeRunFilter((now) => ({ ...now, agentId: toggled(now.agentId, id, chosen) }))}
    />
  );
}
