import type { ChatMessage, ChatPart } from "./chat";
import type { Json } from "./json";

/** A value as it is, or where it is too long only its beginning, and how long it is. */
export type Shown = { value: Json } | { head: string; bytes: number };

/** Of a value's JSON text: the whole value, or the beginning of its text. */
export function shownOf(body: string, bytes: number, most: number): Shown {
  return bytes <= most ? { value: JSON.parse(body) as Json } : { head: headOf(body, most), bytes };
}

/** The beginning of a JSON text; of a string its words, without the marks of JSON. */
export function headOf(body: string, most: number): string {
  const part = wholeCharacters(body.slice(0, most));
  if (!part.startsWith('"')) return part;
  const text = part === body ? part.slice(1, -1) : part.slice(1);
  // Cut within an escape it is no JSON: then a little earlier.
  for (let end = text.length; end >= 0 && end > text.length - 12; end--)
    try {
      return JSON.parse(`"${text.slice(0, end)}"`) as string;
    } catch {
      continue;
    }
  return part;
}

export type ShownPart = Exclude<ChatPart, { type: "text" | "reasoning" | "tool-call" | "tool-result" | "other" }> | LongPart;
type LongPart =
  | { type: "text" | "reasoning"; text: string; chars?: number }
  | { type: "tool-call"; name: string; id?: string; input: Shown }
  | { type: "tool-result"; name: string; id?: string; output: Shown; failed?: boolean }
  | { type: "other"; value: Shown };
export type ShownMessage = { role: string; parts: ShownPart[] };

/** A message none of whose parts is longer than `most`; a long text says how long it was. */
export function shortenMessage({ role, parts }: ChatMessage, most: number): ShownMessage {
  return { role, parts: parts.map((part) => shortenPart(part, most)) };
}

function shortenPart(part: ChatPart, most: number): ShownPart {
  if (part.type === "file") return { ...part, ...(part.url === undefined ? {} : { url: part.url.slice(0, 2000) }) };
  if (part.type === "tool-call") return { ...part, input: shorten(part.input, most) };
  if (part.type === "tool-result") return { ...part, output: shorten(part.output, most) };
  if (part.type !== "other")
    return part.text.length <= most
      ? part
      : { ...part, text: wholeCharacters(part.text.slice(0, most)), chars: part.text.length };
  return { ...part, value: shorten(part.value, most) };
}

function shorten(value: Json, most: number): Shown {
  const body = JSON.stringify(value);
  return body.length <= most ? { value } : { head: headOf(body, most), bytes: body.length };
}

/** Not the first half of a pair. */
function wholeCharacters(text: string): string {
  return /[\uD800-\uDBFF]$/.test(text) ? text.slice(0, -1) : text;
}
