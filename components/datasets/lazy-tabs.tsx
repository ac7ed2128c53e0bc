"use client";

import dynamic from "next/dynamic";

/* Loaded with the first look at the tab, not with the page. */
export const LazySchemaTab = dynamic(() => import("./schema/schema-tab").then((file) => file.SchemaTab), { ssr: false });
export const LazyVersionsTab = dynamic(() => import("./versions/versions-tab").then((file) => file.VersionsTab), {
  ssr: false,
});
