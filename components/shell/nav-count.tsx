"use client";

import { formatCount } from "@/server/domain/format";
import { useConsoleStatus } from "./use-console-status";

/** Quiet until it is known and worth saying. */
export function NavCount({ of }: { of: "live" | "agents" | "datasets" }) {
  const { data } = useConsoleStatus();
  if (!data) return null;
  const { liveRuns, agents, datasets } = data.counts;
  if (of === "agents") return <>{formatCount(agents)}</>;
  if (of === "datasets") return <>{formatCount(datasets)}</>;
  return liveRuns > 0 ? <>{liveRuns} live</> : null;
}
