import type { Json } from "@/server/domain/json";

/** A line of a printed JSON value: a leaf, the begin or end of an object or list, or the word for children not shown yet. */
export type JsonRow = {
  /** As one writes it in code: `$.items[3].name`. */
  path: string;
  depth: number;
  name?: string;
  comma: boolean;
} & (
  | { is: "leaf"; value: string | number | boolean | null }
  | { is: "begin"; mark: "{" | "["; children: number; open: boolean; names: readonly string[] }
  | { is: "end"; mark: "}" | "]" }
  | { is: "more"; left: number }
);

export type Folding = {
  isOpen: (path: string, depth: number) => boolean;
  /** How many children of a node are shown. */
  shown: (path: string) => number;
};

export const childrenAtOnce = 100;
/** Of a folded object so many of its fields are named. */
const namesShown = 3;

/** The lines of a value, top to bottom; without calling itself, so that depth is no matter. */
export function jsonRows(root: Json, { isOpen, shown }: Folding): JsonRow[] {
  const rows: JsonRow[] = [];
  type Task = JsonRow | { value: Json; path: string; depth: number; name?: string; comma: boolean };
  const tasks: Task[] = [{ value: root, path: "$", depth: 0, comma: false }];
  for (let task = tasks.pop(); task; task = tasks.pop()) {
    if ("is" in task) {
      rows.push(task);
      continue;
    }
    const { value, ...place } = task;
    if (value === null || typeof value !== "object") {
      rows.push({ is: "leaf", value, ...place });
      continue;
    }
    const list = Array.isArray(value);
    const entries = Object.entries(value);
    const open = entries.length > 0 && isOpen(place.path, place.depth);
    const names = list ? [] : entries.slice(0, namesShown).map(([name]) => name);
    rows.push({ is: "begin", mark: list ? "[" : "{", children: entries.length, open, names, ...place });
    if (!open) continue;
    const most = shown(place.path);
    const { path, depth } = place;
    const { name: _name, ...end } = place;
    tasks.push({ is: "end", mark: list ? "]" : "}", ...end });
    if (entries.length > most) tasks.push({ is: "more", left: entries.length - most, path, depth: depth + 1, comma: false });
    for (let at = Math.min(most, entries.length) - 1; at >= 0; at--) {
      const [name, child] = entries[at] ?? ["", null];
      const comma = at < entries.length - 1;
      const inner = { value: child, path: childPath(path, name, list), depth: depth + 1, comma };
      tasks.push(list ? inner : { ...inner, name });
    }
  }
  return rows;
}

export function childPath(path: string, name: string, inList: boolean): string {
  if (inList) return `${path}[${name}]`;
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
}

/** How deep a value may be open at first, so that no more than some two hundred lines stand there. */
export function firstDepth(root: Json, most = 200): number {
  let level = [root];
  let lines = 1;
  for (let depth = 0; ; depth++) {
    const next = level.flatMap((value) =>
      value !== null && typeof value === "object" ? Object.values(value).slice(0, most + 1) : [],
    );
    if (next.length === 0) return Number.POSITIVE_INFINITY;
    lines += next.length;
    if (lines > most) return Math.max(1, depth);
    level = next;
  }
}
