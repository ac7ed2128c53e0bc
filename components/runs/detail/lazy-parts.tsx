"use client";

import dynamic from "next/dynamic";
import { Skeleton } from "@/components/ui/skeleton";

const loading = () => <Skeleton className="h-40 w-full" />;

/** Tabs that are loaded with the first look at them, not with the page. */
export const StepMessages = dynamic(() => import("./step-messages").then((file) => file.StepMessages), { ssr: false, loading });
export const RunScores = dynamic(() => import("./run-scores").then((file) => file.RunScores), { ssr: false, loading });
export const RunAbout = dynamic(() => import("./run-about").then((file) => file.RunAbout), { ssr: false, loading });
export const StepRaw = dynamic(() => import("./step-raw").then((file) => file.StepRaw), { ssr: false, loading });
