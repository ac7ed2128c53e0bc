import type { Json } from "./json";

/** One place in which two values differ. What is not there on a side is not named. */
export type JsonChange = { path: (string | number)[]; before?: Json; after?: Json };

/** Where two values differ, as deep as both have the same shape; objects by name, arrays by place. */
export function diffJson(before: Json | undefined, after: Json | undefined): JsonChange[] {
  const changes: JsonChange[] = [];
  compare(before, after, [], changes);
  return changes;
}

function compare(before: Json | undefined, after: Json | undefined, path: (string | number)[], changes: JsonChange[]): void {
  if (before === after) return;
  if (Array.isArray(before) && Array.isArray(after)) {
    for (let at = 0; at < Math.max(before.length, after.length); at++) compare(before[at], after[at], [...path, at], changes);
    return;
  }
  if (isObject(before) && isObject(after)) {
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)]))
      compare(member(before, name), member(after, name), [...path, name], changes);
    return;
  }
  changes.push({ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) });
}

function member(value: { [name: string]: Json }, name: string): Json | undefined {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

function isObject(value: Json | undefined): value is { [name: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
