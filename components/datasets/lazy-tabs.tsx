"use client";

import dynamic from "next/dynamic";
import { RunListSkeleton } from "@/components/runs/run-list-skeleton";
import { loadPart } from "@/components/ui/load-part";

const loading = () => <RunListSkeleton rows={8} />;

/* Loaded with the first look at the tab, not with the page. */
export const LazyRunsTab = dynamic(
  () => import("@/components/dataset-runs/dataset-runs-table").then((file) => file.DatasetRunsTable),
  { ssr: false, loading },
);
export const LazySchemaTab = dynamic(() => loadPart(() => import("./schema/schema-tab")).then((file) => file.SchemaTab), {
  ssr: false,
  loading,
});
export const LazyVersionsTab = dynamic(() => loadPart(() => import("./versions/versions-tab")).then((file) => file.VersionsTab), {
  ssr: false,
  loading,
});
