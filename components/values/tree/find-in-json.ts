import type { Json } from "@/server/domain/json";
import { childPath } from "./json-rows";

/** Where a text stands in a value: at which node, which nodes must be open to see it, and which child it is of each. */
export type JsonMatch = { path: string; above: { path: string; child: number }[] };

const mostMatches = 1000;

/** In order of reading; names of fields count too. */
export function findInJson(root: Json, text: string): JsonMatch[] {
  const wanted = text.toLowerCase();
  if (wanted === "") return [];
  const matches: JsonMatch[] = [];
  type Task = { value: Json; name: string; path: string; above: JsonMatch["above"] };
  const tasks: Task[] = [{ value: root, name: "", path: "$", above: [] }];
  for (let task = tasks.pop(); task && matches.length < mostMatches; task = tasks.pop()) {
    const { value, name, path, above } = task;
    const nested = value !== null && typeof value === "object";
    const said = nested ? name : `${name}\n${String(value)}`;
    if (said.toLowerCase().includes(wanted)) matches.push({ path, above });
    if (!nested) continue;
    const list = Array.isArray(value);
    const children = Object.entries(value).map(([key, child], at): Task => {
      const inside = [...above, { path, child: at }];
      return { value: child, name: list ? "" : key, path: childPath(path, key, list), above: inside };
    });
    for (const child of children.toReversed()) tasks.push(child);
  }
  return matches;
}

/** Where a text stands in a text. */
export function findInText(whole: string, text: string): number[] {
  const wanted = text.toLowerCase();
  if (wanted === "") return [];
  // Some letters are longer in lower case; then places would not be the same.
  const lower = whole.toLowerCase().length === whole.length ? whole.toLowerCase() : whole;
  const found: number[] = [];
  for (let at = lower.indexOf(wanted); at >= 0 && found.length < mostMatches; at = lower.indexOf(wanted, at + wanted.length))
    found.push(at);
  return found;
}
