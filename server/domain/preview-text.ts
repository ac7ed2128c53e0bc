import type { Json } from "./json";

const most = 300;

/** A value in one line: a text as it is, an object of one text as that text, other fields by their names. */
export function previewText(value: Json): string {
  if (typeof value === "string") return cut(value);
  if (value === null || typeof value !== "object") return String(value);
  if (Array.isArray(value)) return cut(JSON.stringify(value));
  const fields = Object.entries(value);
  const [only] = fields;
  if (fields.length === 1 && only && typeof only[1] === "string") return cut(only[1]);
  return cut(fields.map(([name, field]) => `${name}: ${typeof field === "string" ? field : JSON.stringify(field)}`).join(", "));
}

/** Of a value whose beginning is all that was read. */
export const previewOfPart = (text: string): string => cut(text);

function cut(text: string): string {
  const line = text
    .slice(0, most * 2)
    .replace(/\s+/g, " ")
    .trim();
  return line.length < text.trim().length && line.length > most ? `${line.slice(0, most)}…` : line.slice(0, most * 2);
}
