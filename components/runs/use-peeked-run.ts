"use client";

import { useSearchParams } from "next/navigation";

/** Which run is looked at beside the list; in the URL, so that a colleague sees it too. */
export function usePeekedRun(): [string | undefined, (runId: string | undefined) => void] {
  const runId = useSearchParams().get("peek");
  return [runId !== null && /^[A-Za-z0-9_.-]{1,200}$/.test(runId) ? runId : undefined, show];
}

/** No step of its own in the history: one looks at many, and goes back to the list. */
function show(runId: string | undefined): void {
  const params = new URLSearchParams(location.search);
  if (runId === undefined) params.delete("peek");
  else params.set("peek", runId);
  const query = params.toString();
  history.replaceState(null, "", query === "" ? location.pathname : `?${query}`);
}
