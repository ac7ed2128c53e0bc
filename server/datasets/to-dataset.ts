import type { JsonSchema } from "@/server/domain/agent";
import type { Dataset, Item } from "@/server/domain/dataset";
import type { Json } from "@/server/domain/json";
import type { ItemRow } from "./item-store";
import type { DatasetRow } from "./store";

export function toDataset(row: DatasetRow): Dataset {
  return {
    id: row.id,
    name: row.name,
    ...(row.description === null ? {} : { description: row.description }),
    version: row.version,
    itemCount: row.itemCount,
    ...(row.inputSchema === null ? {} : { inputSchema: JSON.parse(row.inputSchema) as JsonSchema }),
    ...(row.expectedSchema === null ? {} : { expectedSchema: JSON.parse(row.expectedSchema) as JsonSchema }),
    metadata: JSON.parse(row.metadata) as Record<string, Json>,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

export function toItem(row: ItemRow): Item {
  return {
    id: row.id,
    input: JSON.parse(row.input) as Json,
    ...(row.expected === null ? {} : { expected: JSON.parse(row.expected) as Json }),
    ...(row.metadata === null ? {} : { metadata: JSON.parse(row.metadata) as Json }),
    version: row.fromVersion,
    createdAt: row.createdAt,
  };
}
