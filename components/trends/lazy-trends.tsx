"use client";

import dynamic from "next/dynamic";
import { loadPart } from "@/components/ui/load-part";
import { TrendsSkeleton } from "./trends-skeleton";

/** Loaded beside the page, not with it. Its hours are the reader's own, so the server draws only its place. */
export const LazyTrends = dynamic(() => loadPart(() => import("./trends")).then((file) => file.Trends), {
  ssr: false,
  loading: TrendsSkeleton,
});
