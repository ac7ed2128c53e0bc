import { asLarge } from "@/components/values/value-view";
import { formatBytes } from "@/server/domain/format";
import type { ItemPart } from "@/server/domain/dataset";
import type { ComparedItem } from "@/server/domain/item-row";
import type { Json } from "@/server/domain/json";
import { diffJson, type JsonChange } from "@/server/domain/json-diff";

const partNames = ["input", "expected", "metadata"] as const;

/** What of an item differs between two versions. Of a part too large to be shown, its sizes. */
export function itemChanges({ before, after }: ComparedItem, differing: readonly ItemPart[] = []): JsonChange[] {
  return partNames.flatMap((name): JsonChange[] => {
    const [old, fresh] = [before?.[name], after?.[name]];
    const [oldSize, freshSize] = [sizeOf(old), sizeOf(fresh)];
    if (oldSize === undefined && freshSize === undefined)
      return diffJson(old, fresh).map((change) => ({ ...change, path: [name, ...change.path] }));
    if (before && after && !differing.includes(name)) return [];
    return [
      {
        path: [name],
        ...(old === undefined ? {} : { before: oldSize ?? old }),
        ...(fresh === undefined ? {} : { after: freshSize ?? fresh }),
      },
    ];
  });
}

function sizeOf(value: Json | undefined): string | undefined {
  const large = value === undefined ? undefined : asLarge(value);
  return large && `${formatBytes(large.bytes)} of JSON`;
}
