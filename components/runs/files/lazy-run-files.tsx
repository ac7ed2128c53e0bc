"use client";

import dynamic from "next/dynamic";
import { loadPart } from "@/components/ui/load-part";

/** Loaded with the first look at the tab, not with the page. */
export const LazyRunFiles = dynamic(() => loadPart(() => import("./run-files")).then((file) => file.RunFiles), { ssr: false });
