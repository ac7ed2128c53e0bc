"use client";

import dynamic from "next/dynamic";

/* Loaded with the first look at the tab, not with the page. */
export const LazyRunsTab = dynamic(
  () => import("@/components/dataset-runs/dataset-runs-table").then((file) => file.DatasetRunsTable),
  { ssr: false },
);
export const LazySchemaTab = dynamic(() => import("./schema/schema-tab").then((file) => file.SchemaTab), { ssr: false });
export const LazyVersionsTab = dynamic(() => import("./versions/versions-tab").then((file) => file.VersionsTab), {
  ssr: false,
});
