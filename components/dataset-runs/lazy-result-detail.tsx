"use client";

import dynamic from "next/dynamic";
import { loadPart } from "@/components/ui/load-part";

/** Loaded with the first row that is opened. */
export const LazyResultDetail = dynamic(() => loadPart(() => import("./result-detail")).then((file) => file.ResultDetail), {
  ssr: false,
  loading: () => <div className="h-48 border-t border-line bg-sunk" />,
});
