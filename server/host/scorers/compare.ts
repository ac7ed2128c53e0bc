import type { Scored } from "@/server/sdk/trackside";

/** The same JSON, whatever the order of its fields. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && isSame(left[name], right[name]))
  );
}

/** A field by its path, as `answer.lines.0`; undefined where there is none. */
export function valueAt(value: unknown, path: string | undefined): unknown {
  if (path === undefined) return value;
  return path
    .split(".")
    .reduce<unknown>(
      (at, name) =>
        typeof at === "object" && at !== null && Object.hasOwn(at, name) ? (at as Record<string, unknown>)[name] : undefined,
      value,
    );
}

/** What the item expects: of an object the field, of anything else itself. */
export function requireExpected({ expected }: Scored, path?: string): unknown {
  if (expected === undefined) throw new Error("The item says nothing of what is expected.");
  const at = valueAt(expected, path);
  return at === undefined && (typeof expected !== "object" || expected === null) ? expected : at;
}

export function textOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}
