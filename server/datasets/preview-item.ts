import type { NewItem } from "@/server/domain/dataset";
import type { Json } from "@/server/domain/json";

const mostLength = 64 * 1024;

/** An item to be looked at: a part that is larger than anyone looks at is named by its size. */
export function previewItem({ id, ...parts }: NewItem): { item: NewItem; length: number } {
  let length = 0;
  const partOf = (value: Json): Json => {
    const text = JSON.stringify(value);
    length += Math.min(text.length, mostLength);
    return text.length <= mostLength ? value : { truncated: true, bytes: Buffer.byteLength(text) };
  };
  const item: NewItem = { ...(id === undefined ? {} : { id }), input: partOf(parts.input) };
  if (parts.expected !== undefined) item.expected = partOf(parts.expected);
  if (parts.metadata !== undefined) item.metadata = partOf(parts.metadata);
  return { item, length };
}
