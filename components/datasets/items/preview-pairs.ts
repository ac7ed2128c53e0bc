import { formatBytes } from "@/server/domain/format";
import type { PartPreview } from "@/server/domain/item-row";
import type { Json } from "@/server/domain/json";

/** What a cell shows of a value: names are dim, values are read. */
export type PreviewPair = { name?: string; text: string };

const mostPairs = 6;
const mostText = 300;

/** A value on one line: the only text of an object alone, several members by name, anything else as JSON. */
export function previewPairs(part: PartPreview): PreviewPair[] {
  if (!("text" in part)) return [{ name: "JSON of", text: formatBytes(part.bytes) }];
  const value = part.cut ? undefined : parse(part.text);
  if (value === undefined) return [beginningOf(part.text)];
  if (value === null || typeof value !== "object" || Array.isArray(value)) return [{ text: oneLine(value) }];
  const members = Object.entries(value);
  const [only] = members;
  if (members.length === 1 && only && typeof only[1] === "string") return [{ text: oneLine(only[1]) }];
  if (members.length === 0) return [{ text: "{}" }];
  return members.slice(0, mostPairs).map(([name, member]) => ({ name, text: oneLine(member) }));
}

/** Of what was cut within: a text, or its first member where that is one, reads better than its JSON. */
function beginningOf(text: string): PreviewPair {
  const [, alone] = /^"((?:[^"\\]|\\.)+)/.exec(text) ?? [];
  if (alone !== undefined) return { text: `${oneLine(unescape(alone))}…` };
  const [, name, string] = /^\{"((?:[^"\\]|\\.)*)":"((?:[^"\\]|\\.)*)/.exec(text) ?? [];
  if (name === undefined || string === undefined) return { text: text.slice(0, mostText) };
  return { name: unescape(name), text: `${oneLine(unescape(string))}…` };
}

function unescape(text: string): string {
  const value = parse(`"${text}"`);
  return typeof value === "string" ? value : text;
}

function oneLine(value: Json): string {
  // A text without anything to see is shown in its quotes: a cell that looks empty, and its link, would say nothing.
  const text = typeof value === "string" && value.trim() !== "" ? value.replace(/\s+/g, " ") : JSON.stringify(value);
  return text.slice(0, mostText);
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
