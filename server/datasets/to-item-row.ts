import type { ItemRow, PartPreview } from "@/server/domain/item-row";
import { previewLength, type PreviewRow } from "./item-store";

export function toItemRow(row: PreviewRow, index: number): ItemRow {
  const { id, input, inputBytes, expected, expectedBytes, metadata, metadataBytes } = row;
  return {
    id,
    index,
    input: toPreview(input, inputBytes),
    ...(expectedBytes === null ? {} : { expected: toPreview(expected, expectedBytes) }),
    ...(metadataBytes === null ? {} : { metadata: toPreview(metadata, metadataBytes) }),
    version: row.fromVersion,
  };
}

function toPreview(text: string | null, bytes: number): PartPreview {
  // SQL counts characters, we count UTF-16: at least as many.
  return text === null ? { bytes } : { text, bytes, cut: text.length >= previewLength && bytes > Buffer.byteLength(text) };
}
