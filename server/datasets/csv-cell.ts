import type { Json } from "@/server/domain/json";

/**
 * A spreadsheet takes a cell that begins so for a formula. Ours get an apostrophe before it, by which it takes them for
 * text; one that has apostrophes there already gets one more, so that each can be taken back exactly.
 */
const risky = /^'*[=+\-@\t\r\n＝＋－＠]/;

export const escapeCell = (text: string): string => (risky.test(text) ? `'${text}` : text);
export const unescapeCell = (text: string): string => (text.startsWith("'") && risky.test(text.slice(1)) ? text.slice(1) : text);

/** A text as it is where nothing else could be read from it, else as JSON: what is read back is what was there. */
export function toCell(json: string): string {
  const value = json.startsWith('"') ? (JSON.parse(json) as string) : undefined;
  const isPlain = value !== undefined && value !== "" && !isJson(value) && !/\p{Surrogate}/u.test(value);
  return `"${escapeCell(isPlain ? value : json).replaceAll('"', '""')}"`;
}

/** JSON, or else plain text. An empty cell is nothing; a number whose writing would change stays text, as 1.10 and 007 do. */
export function readCell(text: string): Json | undefined {
  if (text === "") return undefined;
  if (!isJson(text)) return text;
  const value = JSON.parse(text) as Json;
  return typeof value === "number" && String(value) !== text && !isWholeNumber(text) ? text : value;
}

/** Of a whole number no digit may be lost: that is for the caller to refuse. */
const isWholeNumber = (text: string): boolean => /^-?\d{16,}$/.test(text);

/** What begins otherwise is plain text: no need to have a parser fail at it, which takes it long. */
const mayBeJson = /^[ \t\n\r]*(?:[[{"\-\d]|(?:true|false|null)[ \t\n\r]*$)/;

function isJson(text: string): boolean {
  if (!mayBeJson.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
