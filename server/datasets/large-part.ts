import type { Item, ItemPart } from "@/server/domain/dataset";
import type { LargeValue } from "@/server/domain/item-row";
import type { Json } from "@/server/domain/json";
import type { ItemRow } from "./item-store";

const parts = ["input", "expected", "metadata"] as const;

/** An item whose parts are only given where they are not larger than this; the others are named by their size. */
export function withinSize(row: ItemRow, datasetId: string, version: number, most: number): { item: Item; large: ItemPart[] } {
  const href = `/api/datasets/${encodeURIComponent(datasetId)}/items/${encodeURIComponent(row.id)}?version=${version}`;
  const large: ItemPart[] = [];
  const partOf = (name: ItemPart, text: string): Json => {
    const bytes = Buffer.byteLength(text);
    if (bytes <= most) return JSON.parse(text) as Json;
    large.push(name);
    return { truncated: true, bytes, href } satisfies LargeValue;
  };
  const given = Object.fromEntries(
    parts.flatMap((name) => {
      const text = row[name];
      return text === null ? [] : [[name, partOf(name, text)]];
    }),
  );
  return { item: { input: null, ...given, id: row.id, version: row.fromVersion, createdAt: row.createdAt }, large };
}
