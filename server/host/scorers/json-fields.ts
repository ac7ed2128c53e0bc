import type { Verdict } from "@/server/sdk/trackside";
import { isSame, valueAt } from "./compare";

/** Field by field: these, or all that what is expected has. */
export function scoreFields(output: unknown, expected: unknown, fields: string[] | undefined): Verdict {
  if (typeof expected !== "object" || expected === null) throw new Error("What is expected is not an object: it has no fields.");
  const names = fields ?? Object.keys(expected);
  if (names.length === 0) throw new Error("What is expected has no fields.");
  const wrong = names.filter((name) => !isSame(at(output, name), at(expected, name)));
  const right = names.length - wrong.length;
  return {
    value: right / names.length,
    pass: wrong.length === 0,
    label: `${right} of ${names.length}`,
    reason: names.map((name) => `${name}: ${wrong.includes(name) ? differs(output, expected, name) : "right"}`).join("\n"),
  };
}

/** A field may have a dot in its name. */
function at(value: unknown, name: string): unknown {
  if (typeof value === "object" && value !== null && Object.hasOwn(value, name)) return (value as Record<string, unknown>)[name];
  return valueAt(value, name);
}

function differs(output: unknown, expected: unknown, name: string): string {
  return `expected ${short(at(expected, name))}, got ${short(at(output, name))}`;
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
