"use client";

import dynamic from "next/dynamic";
import { Skeleton } from "@/components/ui/skeleton";
import { loadPart } from "@/components/ui/load-part";

const loading = () => <div className="min-h-64 flex-1" />;

/** The other ways to see a run, each loaded when it is first looked at. */
export const LazyTranscript = dynamic(() => loadPart(() => import("./transcript/transcript")).then((file) => file.Transcript), {
  ssr: false,
  loading,
});
export const LazyLog = dynamic(() => loadPart(() => import("./log/log")).then((file) => file.Log), { ssr: false, loading });

/** A step is looked at when one has chosen it. */
export const LazyStepPanel = dynamic(() => loadPart(() => import("./step-panel")).then((file) => file.StepPanel), {
  loading: () => (
    <div className="flex flex-col gap-3 p-4">
      <Skeleton className="h-5 w-40" />
      <Skeleton className="h-3 w-64 max-w-full" />
      <Skeleton className="mt-5 h-40 w-full" />
    </div>
  ),
});
