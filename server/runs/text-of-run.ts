import { isDeeperThan, mostDepth, type Json } from "@/server/domain/json";

/** Of a value this much can be searched. */
const mostText = 64 * 1024;

/** What of a run can be found: its values as they are stored, and where JSON hides a letter behind a "\", as they read. */
export function textOfRun(name: string | null, error: string | null, values: (string | undefined)[]): string {
  return [name ?? "", error ?? "", ...values.map((value) => (value === undefined ? "" : shown(value)))].join("\n");
}

function shown(json: string): string {
  const text = json.slice(0, mostText);
  if (!text.includes("\\")) return text;
  const value = JSON.parse(json) as Json;
  if (isDeeperThan(value, mostDepth)) return text;
  return `${text}\n${[...leaves(value)].join("\n").slice(0, mostText)}`;
}

function* leaves(value: Json): Generator<string> {
  if (typeof value === "string") yield value;
  else if (Array.isArray(value)) for (const each of value) yield* leaves(each);
  else if (value !== null && typeof value === "object") for (const each of Object.values(value)) yield* leaves(each);
}
