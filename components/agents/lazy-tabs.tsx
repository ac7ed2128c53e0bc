"use client";

import dynamic from "next/dynamic";
import { RunListSkeleton } from "@/components/runs/run-list-skeleton";
import { TrendsSkeleton } from "@/components/trends/trends-skeleton";
import { loadPart } from "@/components/ui/load-part";

/* Loaded with the first look at the tab, not with the page. */
export const LazyAgentTrends = dynamic(() => loadPart(() => import("./agent-trends")).then((file) => file.AgentTrends), {
  ssr: false,
  loading: () => (
    <div className="p-4 md:p-5">
      <TrendsSkeleton />
    </div>
  ),
});
export const LazyRevisions = dynamic(() => loadPart(() => import("./revisions/revisions")).then((file) => file.Revisions), {
  ssr: false,
  loading: () => <RunListSkeleton rows={4} />,
});
