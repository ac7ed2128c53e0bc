"use client";

import { useConsoleStatus } from "./use-console-status";

/** Quiet until it is known and worth saying. */
export function NavCount({ of }: { of: "live" | "agents" }) {
  const { data } = useConsoleStatus();
  if (!data) return null;
  const { liveRuns, agents } = data.counts;
  if (of === "agents") return <>{agents}</>;
  return liveRuns > 0 ? <>{liveRuns} live</> : null;
}
