"use client";

import dynamic from "next/dynamic";
import { TrendsSkeleton } from "./trends-skeleton";

/** Loaded beside the page, not with it. Its hours are the reader's own, so the server draws only its place. */
export const LazyTrends = dynamic(() => import("./trends").then((file) => file.Trends), { ssr: false, loading: TrendsSkeleton });
