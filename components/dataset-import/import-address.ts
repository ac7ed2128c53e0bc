import type { ColumnMap } from "@/server/domain/dataset";
import type { ImportTarget } from "./import-source";

export type ImportMode = "append" | "replace";
type Query = { map?: ColumnMap | undefined; mode?: ImportMode; name?: string; dryRun?: boolean; head?: boolean };

/** The REST route a file is sent to. */
export function importAddress(target: ImportTarget, { map, ...words }: Query): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(words)) if (value !== undefined) query.set(name, String(value));
  if (map) query.set("map", JSON.stringify(map));
  const place = target === "new" ? "" : `/${encodeURIComponent(target.datasetId)}`;
  return `/api/datasets${place}/import?${query.toString()}`;
}
