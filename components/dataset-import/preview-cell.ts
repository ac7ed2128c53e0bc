const most = 240;

/** A value on one line: text as it is, all else as JSON; only so much of it as a cell can show. */
export function previewCell(value: unknown): string {
  if (value === undefined) return "";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const line = text.slice(0, most).replaceAll(/\s+/g, " ");
  return text.length > most ? `${line}…` : line;
}
