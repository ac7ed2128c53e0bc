"use client";

import dynamic from "next/dynamic";

/** Loaded with the first row that is opened. */
export const LazyResultDetail = dynamic(() => import("./result-detail").then((file) => file.ResultDetail), {
  ssr: false,
  loading: () => <div className="h-48 border-t border-line bg-sunk" />,
});
