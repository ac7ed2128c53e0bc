"use client";

import type { ReactNode } from "react";
import type { RunStatus } from "@/server/domain/run-status";
import { NewRunsPill } from "./new-runs-pill";
import { recentInput } from "./run-filter";
import { RunTable } from "./run-table";
import { useSteadyRuns } from "./use-steady-runs";

type RecentRunsProps = { label: string; status?: readonly RunStatus[]; agentId?: string; bare?: boolean; empty: ReactNode };

/** The latest few, on pages that are about something else. */
export function RecentRuns({ label, status, agentId, bare = false, empty }: RecentRunsProps) {
  const input = recentInput(status, agentId);
  const { rows, waiting, showNewest } = useSteadyRuns(input);
  if (rows.length === 0) return <p className="border-b border-line px-4 py-2.5 text-ink-2 md:px-5">{empty}</p>;
  return (
    <div>
      <NewRunsPill waiting={waiting} most={input.limit} onShow={showNewest} />
      <RunTable label={label} runs={rows} showAgent={agentId === undefined} bare={bare} />
    </div>
  );
}
