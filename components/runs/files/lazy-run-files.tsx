"use client";

import dynamic from "next/dynamic";

/** Loaded with the first look at the tab, not with the page. */
export const LazyRunFiles = dynamic(() => import("./run-files").then((file) => file.RunFiles), { ssr: false });
