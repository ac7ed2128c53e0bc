"use client";

import dynamic from "next/dynamic";
import { loadPart } from "@/components/ui/load-part";
import { Skeleton } from "@/components/ui/skeleton";

const loading = () => <Skeleton className="h-40 w-full" />;

/** Tabs that are loaded with the first look at them, not with the page. */
export const StepMessages = dynamic(() => loadPart(() => import("./step-messages")).then((file) => file.StepMessages), {
  ssr: false,
  loading,
});
export const RunScores = dynamic(() => loadPart(() => import("./run-scores")).then((file) => file.RunScores), {
  ssr: false,
  loading,
});
export const RunAbout = dynamic(() => loadPart(() => import("./run-about")).then((file) => file.RunAbout), {
  ssr: false,
  loading,
});
export const StepRaw = dynamic(() => loadPart(() => import("./step-raw")).then((file) => file.StepRaw), { ssr: false, loading });
