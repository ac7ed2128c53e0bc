"use client";

import { useSearchParams } from "next/navigation";
import { SearchField } from "@/components/ui/search-field";
import { readAgentSearch } from "./agent-search";

/** The address holds what is typed; one word is one step of the browser's history, however many letters. */
export function AgentFilter() {
  return <SearchField label="Filter agents" value={readAgentSearch(useSearchParams())} onChange={change} />;
}

function change(q: string): void {
  const before = readAgentSearch(new URLSearchParams(location.search));
  const href = q === "" ? location.pathname : `?q=${encodeURIComponent(q)}`;
  if (before === "") history.pushState(null, "", href);
  else history.replaceState(null, "", href);
}
