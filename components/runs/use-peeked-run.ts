"use client";

import { useSearchParams } from "next/navigation";

export type PeekedRun = { agentId: string; runId: string };

const shape = /^([a-z0-9][a-z0-9_.-]{0,127})\/([A-Za-z0-9_-]{1,200})$/;

/** Which run is looked at beside the list, as "agent/run"; in the URL, so that a colleague sees it too. */
export function usePeekedRun(): [PeekedRun | undefined, (run: PeekedRun | undefined) => void] {
  const [, agentId, runId] = shape.exec(useSearchParams().get("peek") ?? "") ?? [];
  return [agentId === undefined || runId === undefined ? undefined : { agentId, runId }, show];
}

/** No step of its own in the history: one looks at many, and goes back to the list. */
function show(run: PeekedRun | undefined): void {
  const params = new URLSearchParams(location.search);
  if (run === undefined) params.delete("peek");
  else params.set("peek", `${run.agentId}/${run.runId}`);
  const query = params.toString();
  history.replaceState(null, "", query === "" ? location.pathname : `?${query}`);
}
