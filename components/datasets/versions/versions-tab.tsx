"use client";

import type { Dataset } from "@/server/domain/dataset";
import { useDatasetAddress } from "../use-dataset-address";
import { VersionDiff } from "./version-diff";
import { VersionList } from "./version-list";

/** Every version there was, or two of them compared. */
export function VersionsTab({ dataset }: { dataset: Dataset }) {
  const { diff } = useDatasetAddress();
  return diff ? <VersionDiff key={`${diff.a}..${diff.b}`} dataset={dataset} {...diff} /> : <VersionList dataset={dataset} />;
}
