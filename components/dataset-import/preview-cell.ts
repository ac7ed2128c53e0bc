import { formatBytes } from "@/server/domain/format";

const most = 240;

/** A value on one line: text as it is, all else as JSON; only so much of it as a cell can show. */
export function previewCell(value: unknown): string {
  if (value === undefined) return "";
  const bytes = bytesOfLarge(value);
  if (bytes !== undefined) return formatBytes(bytes);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const line = text.slice(0, most).replaceAll(/\s+/g, " ");
  return text.length > most ? `${line}…` : line;
}

/** The server's own mark for a part that is too large to be looked at. */
function bytesOfLarge(value: unknown): number | undefined {
  if (typeof value !== "object" || value === null || !("truncated" in value) || !("bytes" in value)) return undefined;
  return value.truncated === true && typeof value.bytes === "number" ? value.bytes : undefined;
}
